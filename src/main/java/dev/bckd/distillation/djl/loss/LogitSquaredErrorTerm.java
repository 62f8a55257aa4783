package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/**
 * {@link dev.bckd.distillation.recipe.LogitSquaredError} on tensors: the variance over the classes
 * of the difference of the logits, which is the mean square of the centred difference.
 */
record LogitSquaredErrorTerm() implements DivergenceFormula {
  @Override
  public NDArray each(NDArray student, NDArray target, double progress) {
    NDArray difference = student.sub(target);
    NDArray centred = difference.sub(difference.mean(new int[] {1}, true));
    return centred.square().mean(new int[] {1});
  }
}
