package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/**
 * Log-probabilities of two classes as the logits 0 and z, for losses that look at logits.
 *
 * @param mixed gives log-probabilities
 */
record TwoClassLogits(TargetAnswers mixed) implements TargetAnswers {
  @Override
  public NDArray of(Pass pass) {
    NDArray answer = mixed.of(pass);
    return answer.sub(answer.get(":, :1"));
  }

  @Override
  public NDArray has(Pass pass) {
    return mixed.has(pass);
  }

  @Override
  public NDArray among(NDArray weights, Pass pass) {
    return mixed.among(weights, pass);
  }
}
