package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.distillation.recipe.Influence;
import dev.bckd.model.BadInputException;
import java.util.Optional;

/** {@link Influence} on tensors: cross-entropy of {@code w·e + b}, w and b being the teacher's. */
final class InfluenceTerm implements LossTerm {
  private final NDArray classifier;
  private final Optional<NDArray> bias;
  private final RowMean mean;

  InfluenceTerm(Influence loss, RowMean mean, TrainedModels models, long shared) {
    this.mean = mean;
    this.classifier = models.teacherParameter(loss.classifier());
    this.bias =
        loss.bias().isEmpty()
            ? Optional.empty()
            : Optional.of(models.teacherParameter(loss.bias()));
    long width = models.embeddingWidth();
    // A binary model's last layer has one row, for the logit of class 1.
    long single = shared == 2 ? 1 : shared;
    long[] shape = classifier.getShape().getShape();
    boolean fits =
        shape.length == 2 && shape[1] == width && (shape[0] == shared || shape[0] == single);
    if (!fits) {
      throw bad(loss, loss.classifier(), classifier, "[" + single + ", " + width + "]");
    }
    if (bias.isPresent() && bias.get().size() != shape[0]) {
      throw bad(loss, loss.bias(), bias.get(), "[" + shape[0] + "]");
    }
  }

  private static BadInputException bad(
      Influence loss, String name, NDArray parameter, String expected) {
    return new BadInputException(
        "distillation",
        "the loss %s: the teacher's %s is %s; expected %s for the student's embedding"
            .formatted(loss.name(), name, parameter.getShape(), expected));
  }

  @Override
  public NDArray value(Pass pass) {
    NDArray logits = pass.embedding().matMul(classifier.transpose());
    NDArray old = twoClasses(bias.map(b -> logits.add(b.reshape(1, -1))).orElse(logits));
    NDArray labels = pass.labels().minimum(old.getShape().get(1) - 1);
    NDArray each = new CrossEntropyTerm(CrossEntropy.PLAIN).each(old, labels);
    return mean.of(each, pass);
  }

  private static NDArray twoClasses(NDArray logits) {
    return logits.getShape().get(1) > 1
        ? logits
        : NDArrays.concat(new NDList(logits.zerosLike(), logits), 1);
  }
}
