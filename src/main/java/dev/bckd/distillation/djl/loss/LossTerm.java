package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/** The formula of a term, with what it keeps resident for a training. */
@FunctionalInterface
public interface LossTerm {
  /**
   * The term on one step, before its weight; differentiable in the student's logits.
   *
   * @return a scalar, in nats
   */
  NDArray value(Pass pass);
}
