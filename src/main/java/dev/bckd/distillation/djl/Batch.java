package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

/**
 * The rows of one step.
 *
 * @param history where they come from
 * @param rows their indices, int64 {@code [batch]}
 * @param scope owner of everything that belongs to the step
 */
record Batch(ResidentHistory history, NDArray rows, NDManager scope) {
  /** These rows of a resident tensor. */
  NDArray of(NDArray resident) {
    return resident.get(scope, new NDIndex("{}", rows));
  }

  /** The model's arguments. */
  NDList inputs() {
    NDList inputs = new NDList();
    history.inputs().forEach(input -> inputs.add(of(input)));
    return inputs;
  }

  /** The right answers, int64 {@code [batch]}. */
  NDArray labels() {
    return of(history.labels());
  }

  /** The sample weights, float32 {@code [batch]}. */
  NDArray weights() {
    return of(history.weights());
  }

  /** Σ weight · value / Σ weight, a scalar; 0 where every weight is. */
  static NDArray weightedMean(NDArray values, NDArray weights) {
    return values.mul(weights).sum().div(weights.sum().maximum(SMALLEST_SUM));
  }

  private static final float SMALLEST_SUM = 1e-12f;
}
