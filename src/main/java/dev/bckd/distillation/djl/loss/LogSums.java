package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

/** Logarithms of sums of exponentials that neither overflow nor lose the smaller part. */
final class LogSums {
  private LogSums() {}

  /** {@code log(e^a + e^b)}, element by element. */
  static NDArray of(NDArray a, NDArray b) {
    NDArray larger = NDArrays.maximum(a, b).stopGradient();
    return a.sub(larger).exp().add(b.sub(larger).exp()).log().add(larger);
  }

  /** {@code log Σ e^x} over the second dimension of {@code [rows, columns]}: {@code [rows]}. */
  static NDArray overColumns(NDArray x) {
    NDArray largest = x.max(new int[] {1}, true).stopGradient();
    return x.sub(largest).exp().sum(new int[] {1}).log().add(largest.squeeze(1));
  }
}
