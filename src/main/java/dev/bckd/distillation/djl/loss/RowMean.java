package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/**
 * The weighted mean over the rows of a step that the teacher was asked about.
 *
 * @param weights of all rows in the training
 * @param labelled whether rows without a label have no part
 */
record RowMean(RowFilter filter, NDArray weights, boolean labelled) {
  private static final float SMALLEST_SUM = 1e-12f;

  /** Σ weight · factor · value / Σ weight. */
  NDArray of(NDArray values, Pass pass) {
    NDArray each = weights(pass);
    return filter.on(values, pass).mul(each).sum().div(each.sum().maximum(SMALLEST_SUM));
  }

  private NDArray weights(Pass pass) {
    NDArray asked = pass.of(weights).mul(pass.of(pass.resident().asked()));
    return labelled ? asked.mul(pass.of(pass.resident().labelled())) : asked;
  }
}
