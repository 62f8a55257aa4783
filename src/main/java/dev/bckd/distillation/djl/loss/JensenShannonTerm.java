package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import dev.bckd.distillation.recipe.JensenShannon;

/**
 * {@link JensenShannon} on tensors: {@code β·Σ p·(log p − log m) + (1−β)·Σ q·(log q − log m)}, all
 * three as logarithms.
 */
record JensenShannonTerm(JensenShannon loss) implements DivergenceFormula {
  @Override
  public NDArray each(NDArray student, NDArray target, double progress) {
    double share = loss.share();
    NDArray logP = target.logSoftmax(1);
    NDArray logQ = student.logSoftmax(1);
    NDArray logM = LogSums.of(logP.add(Math.log(share)), logQ.add(Math.log1p(-share)));
    NDArray ofTarget = Scale.by(RelativeEntropy.of(logP, logM), share);
    NDArray ofStudent = Scale.by(RelativeEntropy.of(logQ, logM), 1 - share);
    return ofTarget.add(ofStudent);
  }
}
