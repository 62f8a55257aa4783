package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/** {@link dev.bckd.distillation.recipe.ScoreSquaredError} on tensors: {@code mean (q − p)²}. */
record ScoreSquaredErrorTerm() implements DivergenceFormula {
  @Override
  public NDArray each(NDArray student, NDArray target, double progress) {
    return student.softmax(1).sub(target.softmax(1)).square().mean(new int[] {1});
  }
}
