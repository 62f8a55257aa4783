package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.Buffer;

/** Makes a tensor of all rows of something, some at a time: all at once may be too many. */
interface RowTensors {
  /** Numbers that are taken at once: a few MiB. */
  int CHUNK = 1 << 20;

  /**
   * The tensor.
   *
   * @param shape rows first
   * @param type int64 or float32
   */
  NDArray of(Shape shape, DataType type, Chunks chunks);

  /** Where the rows come from. */
  interface Chunks {
    /** The numbers of the rows from one to before another, as many as the tensor has there. */
    Buffer rows(int from, int to);
  }

  /** Rows that are taken at once. */
  static int rowsAtOnce(Shape shape) {
    return (int) Math.max(1, CHUNK / Math.max(1, shape.size() / Math.max(1, shape.get(0))));
  }

  /** The shape of some rows. */
  static Shape some(Shape shape, int rows) {
    long[] dimensions = shape.getShape().clone();
    dimensions[0] = rows;
    return new Shape(dimensions);
  }
}
