package dev.bckd.inference;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.Digest;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names the answers of one model to some rows by everything that they depend on. */
final class AnswerKey {
  /** Numbers that are hashed at once. */
  private static final int CHUNK = 1 << 13;

  /** Answers kept before models were tried for steadiness are not found again. */
  private static final String TRIED = "steady\n";

  private final MessageDigest sha;

  private AnswerKey() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The digest of model, signature and the rows' inputs.
   *
   * @param rows with one column for each input of the signature
   */
  static Digest of(Digest model, Signature signature, Table rows) {
    return of(TRIED, model, signature, rows);
  }

  /** The same for the embeddings of the rows. */
  static Digest ofEmbeddings(Digest model, Signature signature, Table rows) {
    return of(TRIED + "embeddings\n", model, signature, rows);
  }

  private static Digest of(String what, Digest model, Signature signature, Table rows) {
    AnswerKey key = new AnswerKey();
    key.add(what + model.sha256() + "\n" + signature + "\n" + rows.rows() + "\n");
    for (TensorSpec input : signature.inputs()) {
      Column column = rows.column(input.name(), Column.class);
      if (column instanceof Column.Longs longs) {
        key.add(longs);
      } else if (column instanceof Column.Floats floats) {
        key.add(floats);
      } else {
        throw new IllegalArgumentException("no model takes a " + column.getClass().getSimpleName());
      }
    }
    return new Digest(HexFormat.of().formatHex(key.sha.digest()));
  }

  private void add(String text) {
    sha.update(text.getBytes(StandardCharsets.UTF_8));
  }

  private void add(Column.Longs longs) {
    int rows = rowsAtOnce(longs.width());
    ByteBuffer chunk = chunk(rows * longs.width() * Long.BYTES);
    for (int from = 0; from < longs.rows(); from += rows) {
      LongBuffer values = longs.values(from, Math.min(longs.rows(), from + rows));
      int bytes = values.remaining() * Long.BYTES;
      chunk.clear().asLongBuffer().put(values);
      sha.update(chunk.limit(bytes));
    }
  }

  private void add(Column.Floats floats) {
    int rows = rowsAtOnce(floats.width());
    ByteBuffer chunk = chunk(rows * floats.width() * Float.BYTES);
    for (int from = 0; from < floats.rows(); from += rows) {
      FloatBuffer values = floats.values(from, Math.min(floats.rows(), from + rows));
      int bytes = values.remaining() * Float.BYTES;
      chunk.clear().asFloatBuffer().put(values);
      sha.update(chunk.limit(bytes));
    }
  }

  private static int rowsAtOnce(int width) {
    return Math.max(1, CHUNK / width);
  }

  private static ByteBuffer chunk(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
