package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.bckd.distillation.KullbackLeibler;
import dev.bckd.model.BadInputException;
import dev.bckd.model.TaskType;

/**
 * {@link KullbackLeibler} on tensors: {@code f · T² · Σ p·(log p − log q)} over the classes that
 * teacher and student share, with {@code p} and {@code q} their softmax at temperature T; the mean
 * by sample weight over the rows of the batch that the teacher was asked about.
 */
final class KullbackLeiblerTerm implements LossTerm {
  private final float temperature;
  private final NDArray teacher;
  private final NDArray focal;
  private final NDArray asked;

  /**
   * @throws BadInputException if the teacher was asked about no row, or every row's weight is 0
   */
  KullbackLeiblerTerm(KullbackLeibler loss, ResidentHistory history) {
    float[] weights = history.answers().focalWeights(loss.alpha(), loss.beta());
    float[] known = new float[weights.length];
    double sum = 0;
    for (int row = 0; row < weights.length; row++) {
      known[row] = history.answers().asked(row) ? 1 : 0;
      sum += weights[row];
    }
    if (sum == 0) {
      throw new BadInputException(
          KullbackLeibler.NAME,
          "it would do nothing: the history has no row that the teacher knows, of a class that both"
              + " models have, with a weight above 0");
    }
    this.temperature = (float) loss.temperature();
    this.teacher = history.teacherLogits().div(temperature);
    this.focal = history.manager().create(weights);
    this.asked = history.manager().create(known);
  }

  @Override
  public NDArray value(NDArray logits, Batch batch) {
    NDArray divergence =
        batch.history().task() == TaskType.BINARY
            ? bernoulli(logits.div(temperature), batch.of(teacher))
            : categorical(shared(logits, batch).div(temperature), batch.of(teacher));
    NDArray each = divergence.mul(batch.of(focal)).mul(temperature * temperature);
    return Batch.weightedMean(each, batch.weights().mul(batch.of(asked)));
  }

  private static NDArray bernoulli(NDArray student, NDArray teacher) {
    NDArray p = Activation.sigmoid(teacher);
    return BernoulliLogits.crossEntropy(student, p).sub(BernoulliLogits.crossEntropy(teacher, p));
  }

  private static NDArray categorical(NDArray student, NDArray teacher) {
    NDArray logP = teacher.logSoftmax(1);
    return logP.sub(student.logSoftmax(1)).mul(logP.exp()).sum(new int[] {1});
  }

  private static NDArray shared(NDArray logits, Batch batch) {
    int classes = batch.history().shared();
    return logits.getShape().get(1) == classes ? logits : logits.get(":, :" + classes);
  }
}
