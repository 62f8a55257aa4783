package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/** Compares the scores of student and target over the candidates of lists. */
@FunctionalInterface
interface ListFormula {
  /**
   * The loss of each list.
   *
   * @param student scores, {@code [lists, length]}, differentiable; about {@link
   *     TargetAnswers#NEVER} on candidates that the target has no answer for, as all that follow
   * @param target scores, {@code [lists, length]}, constant
   * @param has 1 on candidates that the target has an answer for, else 0; {@code [lists, length]}
   * @param progress share of the training that is done, in [0, 1]
   * @return {@code [lists]}, in nats
   */
  NDArray each(NDArray student, NDArray target, NDArray has, double progress);
}
