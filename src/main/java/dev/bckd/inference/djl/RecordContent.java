package dev.bckd.inference.djl;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of one record of a TorchScript file, which may be more than memory holds. */
public interface RecordContent {
  /** How many bytes. */
  long size();

  /** Writes all bytes, the same ones each time. */
  void writeTo(OutputStream out) throws IOException;

  /** These bytes; not copied. */
  static RecordContent of(byte[] bytes) {
    return new RecordContent() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
      }
    };
  }

  /** This text in UTF-8. */
  static RecordContent of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** These values as little-endian float32; not copied. */
  static RecordContent of(float[] values) {
    int chunk = 1 << 14;
    return new RecordContent() {
      @Override
      public long size() {
        return (long) values.length * Float.BYTES;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(chunk * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += chunk) {
          int length = Math.min(chunk, values.length - from);
          bytes.asFloatBuffer().put(values, from, length);
          out.write(bytes.array(), 0, length * Float.BYTES);
        }
      }
    };
  }
}
