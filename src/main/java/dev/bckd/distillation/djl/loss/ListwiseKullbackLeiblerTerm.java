package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import dev.bckd.distillation.recipe.KullbackLeibler;
import dev.bckd.distillation.recipe.ListwiseKullbackLeibler;

/**
 * {@link ListwiseKullbackLeibler} on tensors: the divergence of two softmaxes over candidates in
 * place of classes.
 */
record ListwiseKullbackLeiblerTerm(ListwiseKullbackLeibler loss) implements ListFormula {
  @Override
  public NDArray each(NDArray student, NDArray target, NDArray has, double progress) {
    return new KullbackLeiblerTerm(new KullbackLeibler(loss.temperature()))
        .each(student, target, progress);
  }
}
