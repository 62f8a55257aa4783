package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** The formula of a term, with what it keeps resident for a training. */
@FunctionalInterface
public interface LossTerm {
  /**
   * The term on one step, before its weight; differentiable in what the student answered, or in its
   * weights.
   *
   * @return a scalar, in nats unless the loss says otherwise
   */
  NDArray value(Pass pass);

  /** What is trained along with the student, for the term's sake only. */
  default List<NDArray> trained() {
    return List.of();
  }
}
