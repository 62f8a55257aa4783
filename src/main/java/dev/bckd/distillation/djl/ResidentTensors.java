package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** Tensors in the memory of the training device. */
final class ResidentTensors implements RowTensors {
  private final NDManager manager;

  /**
   * @param manager owner of the tensors
   */
  ResidentTensors(NDManager manager) {
    this.manager = manager;
  }

  @Override
  public NDArray of(Shape shape, DataType type, Chunks chunks) {
    int rows = Math.toIntExact(shape.get(0));
    int atOnce = RowTensors.rowsAtOnce(shape);
    if (rows <= atOnce) {
      return manager.create(chunks.rows(0, rows), shape, type);
    }
    NDArray all = manager.create(shape, type);
    for (int from = 0; from < rows; from += atOnce) {
      int to = Math.min(rows, from + atOnce);
      try (NDManager scope = manager.newSubManager()) {
        NDArray some = scope.create(chunks.rows(from, to), RowTensors.some(shape, to - from), type);
        all.set(new NDIndex(from + ":" + to), some);
      }
    }
    return all;
  }
}
