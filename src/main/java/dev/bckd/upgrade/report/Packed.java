package dev.bckd.upgrade.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterOutputStream;

/**
 * Many numbers as one text: little-endian bytes, zlib, Base64. In Python: {@code
 * numpy.frombuffer(zlib.decompress(base64.b64decode(text)), "<f8")}, {@code "<i8"} or {@code
 * "<i4"}.
 */
final class Packed {
  private Packed() {}

  static String doubles(int count, IntToDoubleFunction value) {
    ByteBuffer bytes = buffer(count * Double.BYTES);
    for (int i = 0; i < count; i++) {
      bytes.putDouble(value.applyAsDouble(i));
    }
    return text(bytes);
  }

  static String longs(int count, IntToLongFunction value) {
    ByteBuffer bytes = buffer(count * Long.BYTES);
    for (int i = 0; i < count; i++) {
      bytes.putLong(value.applyAsLong(i));
    }
    return text(bytes);
  }

  static String ints(int count, IntUnaryOperator value) {
    ByteBuffer bytes = buffer(count * Integer.BYTES);
    for (int i = 0; i < count; i++) {
      bytes.putInt(value.applyAsInt(i));
    }
    return text(bytes);
  }

  static double[] doubles(String text) {
    ByteBuffer bytes = bytes(text, Double.BYTES);
    double[] values = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(values);
    return values;
  }

  static long[] longs(String text) {
    ByteBuffer bytes = bytes(text, Long.BYTES);
    long[] values = new long[bytes.remaining() / Long.BYTES];
    bytes.asLongBuffer().get(values);
    return values;
  }

  static int[] ints(String text) {
    ByteBuffer bytes = bytes(text, Integer.BYTES);
    int[] values = new int[bytes.remaining() / Integer.BYTES];
    bytes.asIntBuffer().get(values);
    return values;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String text(ByteBuffer filled) {
    byte[] bytes = new byte[filled.flip().remaining()];
    filled.get(bytes);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  private static ByteBuffer bytes(String text, int each) {
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    try (InflaterOutputStream inflater = new InflaterOutputStream(unpacked)) {
      inflater.write(Base64.getDecoder().decode(text));
    } catch (IOException | IllegalArgumentException e) {
      throw Json.wrong("sums", "packed numbers: Base64 of zlib");
    }
    if (unpacked.size() % each != 0) {
      throw Json.wrong("sums", "packed numbers of " + each + " bytes each");
    }
    return ByteBuffer.wrap(unpacked.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
  }
}
