package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/** Compares logits of student and target over a whole step, where rows cannot be taken apart. */
@FunctionalInterface
interface BatchFormula {
  /**
   * The loss of the whole step.
   *
   * @param student logits, {@code [batch, classes]}, differentiable
   * @param target logits, {@code [batch, classes]}, constant
   * @param weights of the rows, {@code [batch]}, which sum to 1
   * @param progress share of the training that is done, in [0, 1]
   * @return a scalar
   */
  NDArray value(NDArray student, NDArray target, NDArray weights, double progress);
}
