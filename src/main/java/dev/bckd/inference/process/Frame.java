package dev.bckd.inference.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/**
 * A message between a served model and its parent: numbers in network order.
 *
 * @param id of the request; its answer has the same
 * @param kind what it is
 * @param body as {@link Bodies} writes it
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record Frame(long id, Kind kind, byte[] body) {
  /** Of this protocol: parent and child are of one program, and say so. */
  static final int VERSION = 1;

  private static final int LARGEST = 1 << 30;

  /** What a message is. */
  enum Kind {
    /** Parent, first: protocol version, file and signature. */
    OPEN,
    /** Parent: rows to be answered. */
    SCORE,
    /** Parent: rows to be placed in the model's space. */
    EMBED,
    /** Child: the model is loaded; logits a row. */
    OPENED,
    /** Child: the answer, a width and row-major numbers. */
    NUMBERS,
    /** Child: what was asked cannot be answered, and why. */
    BAD_INPUT,
    /** Child: a defect. */
    BROKEN
  }

  /** Each kind is written as its place here. */
  private static final List<Kind> KINDS = List.of(Kind.values());

  /** Writes it; the caller flushes. */
  void write(DataOutputStream out) throws IOException {
    out.writeInt(body.length);
    out.writeLong(id);
    out.writeByte(KINDS.indexOf(kind));
    out.write(body);
  }

  /**
   * Reads the next one.
   *
   * @throws EOFException at the end
   * @throws IOException if there is no message there
   */
  static Frame read(DataInputStream in) throws IOException {
    int length = in.readInt();
    long id = in.readLong();
    int kind = in.readUnsignedByte();
    if (length < 0 || length > LARGEST || kind >= KINDS.size()) {
      throw new IOException("it said what is no message");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException();
    }
    return new Frame(id, KINDS.get(kind), body);
  }
}
