package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/** Compares logits with labels. */
@FunctionalInterface
interface LabelFormula {
  /**
   * The loss of each row.
   *
   * @param student logits, {@code [batch, classes]}, differentiable
   * @param labels int64 {@code [batch]}
   * @return {@code [batch]}, in nats
   */
  NDArray each(NDArray student, NDArray labels);
}
