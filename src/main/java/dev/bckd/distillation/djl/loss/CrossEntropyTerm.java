package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import dev.bckd.distillation.recipe.CrossEntropy;

/**
 * {@link CrossEntropy} on tensors: {@code −(1−s)·log q[y] − s·mean(log q)}, with q the student's
 * softmax and s the smoothing.
 */
record CrossEntropyTerm(CrossEntropy loss) implements LabelFormula {
  @Override
  public NDArray each(NDArray student, NDArray labels) {
    NDArray log = student.logSoftmax(1);
    NDArray picked = log.gather(labels.expandDims(1), 1).squeeze(1);
    if (loss.smoothing() == 0) {
      return picked.neg();
    }
    NDArray even = log.mean(new int[] {1});
    return Scale.by(picked, loss.smoothing() - 1).sub(Scale.by(even, loss.smoothing()));
  }
}
