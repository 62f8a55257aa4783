package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** Bernoulli distributions given by their logits. */
final class BernoulliLogits {
  private BernoulliLogits() {}

  /**
   * {@code −p·log σ(z) − (1−p)·log(1−σ(z)) = softplus(z) − p·z}, element by element; no overflow
   * for any z.
   *
   * @param z logits
   * @param p probabilities of 1
   */
  static NDArray crossEntropy(NDArray z, NDArray p) {
    return Activation.softPlus(z).sub(z.mul(p));
  }
}
