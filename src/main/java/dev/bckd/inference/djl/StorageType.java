package dev.bckd.inference.djl;

import java.util.Arrays;
import java.util.Optional;

/** What the elements of a storage are. */
public enum StorageType {
  FLOAT16("HalfStorage", 2),
  BFLOAT16("BFloat16Storage", 2),
  FLOAT32("FloatStorage", 4),
  FLOAT64("DoubleStorage", 8),
  INT8("CharStorage", 1),
  UINT8("ByteStorage", 1),
  INT16("ShortStorage", 2),
  INT32("IntStorage", 4),
  INT64("LongStorage", 8),
  BOOL("BoolStorage", 1),
  COMPLEX64("ComplexFloatStorage", 8),
  COMPLEX128("ComplexDoubleStorage", 16);

  private final String pickled;
  private final int bytes;

  StorageType(String pickled, int bytes) {
    this.pickled = pickled;
    this.bytes = bytes;
  }

  /**
   * @param pickled the name in the file, such as {@code FloatStorage}
   */
  static Optional<StorageType> named(String pickled) {
    return Arrays.stream(values()).filter(type -> type.pickled.equals(pickled)).findFirst();
  }

  /** Size of one element. */
  public int bytes() {
    return bytes;
  }
}
