package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.bckd.distillation.recipe.LogitDifferenceInhibition;

/** {@link LogitDifferenceInhibition} on tensors: {@code mean max(|z − z_target| − margin, 0)^p}. */
record LogitDifferenceInhibitionTerm(LogitDifferenceInhibition loss) implements DivergenceFormula {
  @Override
  public NDArray each(NDArray student, NDArray target, double progress) {
    NDArray over = Activation.relu(student.sub(target).abs().sub(loss.margin()));
    return Scale.power(over, loss.power()).mean(new int[] {1});
  }
}
