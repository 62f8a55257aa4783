package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/**
 * {@link dev.bckd.distillation.recipe.Target.Versions}: the logarithm of the mean probability of
 * teacher and earlier versions, over the teacher's classes.
 */
record VersionsTarget() implements TargetAnswers {
  @Override
  public NDArray of(Pass pass) {
    NDArray sum = pass.teacher().softmax(1);
    for (NDArray version : pass.resident().further().versions()) {
      sum = sum.add(pass.of(version).softmax(1));
    }
    return sum.div(pass.resident().further().versions().size() + 1).maximum(SMALLEST).log();
  }

  @Override
  public NDArray has(Pass pass) {
    return pass.of(pass.resident().asked());
  }
}
