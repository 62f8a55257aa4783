package dev.bckd.inference;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.Digest;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names the answers of one model to some rows by everything that they depend on. */
final class AnswerKey {
  private static final int CHUNK = 1 << 13;

  private final MessageDigest sha;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK * 8).order(ByteOrder.LITTLE_ENDIAN);

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
    AnswerKey key = new AnswerKey();
    key.add(model.sha256() + "\n" + signature + "\n" + rows.rows() + "\n");
    for (TensorSpec input : signature.inputs()) {
      Column column = rows.column(input.name(), Column.class);
      if (column instanceof Column.Longs longs) {
        key.add(longs.values());
      } else if (column instanceof Column.Floats floats) {
        key.add(floats.values());
      } else {
        throw new IllegalArgumentException("no model takes a " + column.getClass().getSimpleName());
      }
    }
    return new Digest(HexFormat.of().formatHex(key.sha.digest()));
  }

  private void add(String text) {
    sha.update(text.getBytes(StandardCharsets.UTF_8));
  }

  private void add(long[] values) {
    for (int from = 0; from < values.length; from += CHUNK) {
      int length = Math.min(CHUNK, values.length - from);
      chunk.clear();
      chunk.asLongBuffer().put(values, from, length);
      sha.update(chunk.limit(length * Long.BYTES));
    }
  }

  private void add(float[] values) {
    for (int from = 0; from < values.length; from += CHUNK) {
      int length = Math.min(CHUNK, values.length - from);
      chunk.clear();
      chunk.asFloatBuffer().put(values, from, length);
      sha.update(chunk.limit(length * Float.BYTES));
    }
  }
}
