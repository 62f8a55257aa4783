package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/** The factor of each row of a step. */
@FunctionalInterface
interface RowFilter {
  /**
   * The factors.
   *
   * @return float32 {@code [batch]}, constant
   */
  NDArray of(Pass pass);
}
