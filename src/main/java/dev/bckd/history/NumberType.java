package dev.bckd.history;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** What differs between the kinds of {@link Numbers}. */
abstract class NumberType<A> {
  static final NumberType<long[]> LONGS =
      new NumberType<>(Long.BYTES) {
        @Override
        long[] array(int length) {
          return new long[length];
        }

        @Override
        Buffer view(ByteBuffer bytes) {
          return bytes.asLongBuffer();
        }

        @Override
        void get(Buffer view, int index, long[] into, int at, int count) {
          ((LongBuffer) view).get(index, into, at, count);
        }

        @Override
        void put(Buffer view, long[] values, int count) {
          ((LongBuffer) view).put(values, 0, count);
        }
      };

  static final NumberType<float[]> FLOATS =
      new NumberType<>(Float.BYTES) {
        @Override
        float[] array(int length) {
          return new float[length];
        }

        @Override
        Buffer view(ByteBuffer bytes) {
          return bytes.asFloatBuffer();
        }

        @Override
        void get(Buffer view, int index, float[] into, int at, int count) {
          ((FloatBuffer) view).get(index, into, at, count);
        }

        @Override
        void put(Buffer view, float[] values, int count) {
          ((FloatBuffer) view).put(values, 0, count);
        }
      };

  private final int bytes;

  private NumberType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one number. */
  int bytes() {
    return bytes;
  }

  abstract A array(int length);

  /** The bytes as numbers. */
  abstract Buffer view(ByteBuffer bytes);

  /** Copies out of a view, whose position stays. */
  abstract void get(Buffer view, int index, A into, int at, int count);

  /** Puts the first numbers of an array at a view's position. */
  abstract void put(Buffer view, A values, int count);
}
