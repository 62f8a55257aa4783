package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/** The factor of each row of a step. */
@FunctionalInterface
interface RowFilter {
  /** Leaves all as it is. */
  RowFilter NONE =
      new RowFilter() {
        @Override
        public NDArray of(Pass pass) {
          return AllRows.of(pass);
        }

        @Override
        public NDArray on(NDArray values, Pass pass) {
          return values;
        }
      };

  /**
   * The factors.
   *
   * @return float32 {@code [batch]}, constant
   */
  NDArray of(Pass pass);

  /**
   * Values of the rows times their factors.
   *
   * @param values float32 {@code [batch]}
   */
  default NDArray on(NDArray values, Pass pass) {
    return values.mul(of(pass));
  }
}
