package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import dev.bckd.distillation.recipe.Target;

/**
 * {@link Target.Average}: what the averaged weights answer to the rows of the step, on every row.
 */
record AverageTarget(Target.Average target) implements TargetAnswers {
  @Override
  public NDArray of(Pass pass) {
    return pass.live(target);
  }

  @Override
  public NDArray has(Pass pass) {
    return AllRows.of(pass);
  }

  @Override
  public NDArray among(NDArray weights, Pass pass) {
    return weights;
  }
}
