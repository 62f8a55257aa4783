package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import dev.bckd.distillation.recipe.ReverseKullbackLeibler;

/**
 * {@link ReverseKullbackLeibler} on tensors: {@code T² · Σ q·(log q − log p)}, with {@code p} and
 * {@code q} the softmax of target and student at temperature T.
 */
record ReverseKullbackLeiblerTerm(ReverseKullbackLeibler loss) implements DivergenceFormula {
  @Override
  public NDArray each(NDArray student, NDArray target, double progress) {
    double temperature = loss.temperature().at(progress);
    NDArray logP = target.div(temperature).logSoftmax(1);
    NDArray logQ = Scale.by(student, 1 / temperature).logSoftmax(1);
    return Scale.by(RelativeEntropy.of(logQ, logP), temperature * temperature);
  }
}
