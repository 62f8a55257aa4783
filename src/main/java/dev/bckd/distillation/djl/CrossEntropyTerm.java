package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import dev.bckd.distillation.CrossEntropy;
import dev.bckd.model.TaskType;

/**
 * {@link CrossEntropy} on tensors: {@code softplus(z) − y·z} for a binary task, {@code −log
 * softmax(z)[y]} for several classes; the mean over the batch by sample weight.
 */
final class CrossEntropyTerm implements LossTerm {
  CrossEntropyTerm(CrossEntropy loss, ResidentHistory history) {}

  @Override
  public NDArray value(NDArray logits, Batch batch) {
    NDArray labels = batch.labels();
    NDArray each =
        batch.history().task() == TaskType.BINARY
            ? BernoulliLogits.crossEntropy(logits, labels.toType(logits.getDataType(), false))
            : logits.logSoftmax(1).gather(labels.expandDims(1), 1).squeeze(1).neg();
    return Batch.weightedMean(each, batch.weights());
  }
}
