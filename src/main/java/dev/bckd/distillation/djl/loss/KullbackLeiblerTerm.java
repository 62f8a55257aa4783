package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import dev.bckd.distillation.recipe.KullbackLeibler;

/**
 * {@link KullbackLeibler} on tensors: {@code T² · Σ p·(log p − log q)}, with {@code p} and {@code
 * q} the softmax of target and student at temperature T.
 */
record KullbackLeiblerTerm(KullbackLeibler loss) implements DivergenceFormula {
  @Override
  public NDArray each(NDArray student, NDArray target, double progress) {
    double temperature = loss.temperature().at(progress);
    NDArray logP = (temperature == 1 ? target : target.div(temperature)).logSoftmax(1);
    NDArray logQ = Scale.by(student, 1 / temperature).logSoftmax(1);
    return Scale.by(RelativeEntropy.of(logP, logQ), temperature * temperature);
  }
}
