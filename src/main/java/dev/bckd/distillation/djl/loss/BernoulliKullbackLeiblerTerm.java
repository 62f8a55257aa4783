package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * {@link dev.bckd.distillation.recipe.BernoulliKullbackLeibler} on tensors: {@code Σ p·(log p − log
 * q) + (1−p)·(log(1−p) − log(1−q))} over the classes, with {@code log σ(z) = −softplus(−z)} and
 * {@code log(1−σ(z)) = −softplus(z)}.
 */
record BernoulliKullbackLeiblerTerm() implements DivergenceFormula {
  @Override
  public NDArray each(NDArray student, NDArray target, double progress) {
    NDArray yes = Activation.softPlus(target.neg()).neg();
    NDArray no = Activation.softPlus(target).neg();
    NDArray ofYes = yes.exp().mul(yes.add(Activation.softPlus(student.neg())));
    NDArray ofNo = no.exp().mul(no.add(Activation.softPlus(student)));
    return ofYes.add(ofNo).sum(new int[] {1});
  }
}
