package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/** Compares the logits of student and target over the same classes. */
@FunctionalInterface
interface DivergenceFormula {
  /**
   * The loss of each row.
   *
   * @param student logits, {@code [batch, classes]}, differentiable
   * @param target logits, {@code [batch, classes]}, constant
   * @param progress share of the training that is done, in [0, 1]
   * @return {@code [batch]}, in nats unless the loss says otherwise
   */
  NDArray each(NDArray student, NDArray target, double progress);
}
