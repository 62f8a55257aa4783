package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;

/** The formula of a loss, with what it keeps resident for a training. */
interface LossTerm {
  /**
   * The loss on one batch, differentiable in the student's logits.
   *
   * @param logits of the student: {@code [batch]} for a binary task, else {@code [batch, classes]}
   * @return a scalar, in nats
   */
  NDArray value(NDArray logits, Batch batch);
}
