package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import dev.bckd.distillation.recipe.LogitDifferenceInhibition;

/** {@link LogitDifferenceInhibition} on tensors: {@code mean max(|z − z_target| − margin, 0)^p}. */
record LogitDifferenceInhibitionTerm(LogitDifferenceInhibition loss) implements DivergenceFormula {
  @Override
  public NDArray each(NDArray student, NDArray target, double progress) {
    NDArray over = student.sub(target).abs().sub(loss.margin()).maximum(0f);
    return over.pow(loss.power()).mean(new int[] {1});
  }
}
