package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/** The Kullback-Leibler divergence of distributions given as logarithms. */
final class RelativeEntropy {
  private RelativeEntropy() {}

  /**
   * {@code Σ p·(log p − log q)} of each row.
   *
   * @param logP {@code [rows, classes]}
   * @param logQ {@code [rows, classes]}
   * @return {@code [rows]}, in nats
   */
  static NDArray of(NDArray logP, NDArray logQ) {
    return logP.exp().mul(logP.sub(logQ)).sum(new int[] {1});
  }
}
