package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import dev.bckd.distillation.recipe.RelationKullbackLeibler;

/**
 * {@link RelationKullbackLeibler} on tensors: {@code KL(softmax(S_teacher/t) ‖
 * softmax(S_student/t))} a row, S being the cosine similarities of the rows of the step, a row's
 * with itself and with rows the teacher was not asked about left out.
 *
 * @param teacher its embeddings, {@code [rows, dimensions]}
 */
record RelationKullbackLeiblerTerm(RelationKullbackLeibler loss, NDArray teacher, RowMean mean)
    implements LossTerm {
  private static final double LEAST_SQUARE = 1e-12;

  @Override
  public NDArray value(Pass pass) {
    double temperature = loss.temperature().at(pass.progress());
    NDArray asked = pass.of(pass.resident().asked());
    NDArray self = pass.scope().eye((int) asked.getShape().get(0));
    NDArray out = self.add(asked.neg().add(1).expandDims(0)).minimum(1f).mul(TargetAnswers.NEVER);
    NDArray logP = similarities(pass.of(teacher)).div(temperature).add(out).logSoftmax(1);
    NDArray logQ = Scale.by(similarities(pass.embedding()), 1 / temperature).add(out).logSoftmax(1);
    return mean.of(RelativeEntropy.of(logP, logQ), pass);
  }

  private static NDArray similarities(NDArray embeddings) {
    NDArray length = embeddings.square().sum(new int[] {1}, true).add(LEAST_SQUARE).sqrt();
    NDArray directions = embeddings.div(length);
    return directions.matMul(directions.transpose());
  }
}
