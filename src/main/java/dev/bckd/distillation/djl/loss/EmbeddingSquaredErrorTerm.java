package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.bckd.distillation.recipe.EmbeddingSquaredError;
import dev.bckd.model.BadInputException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * {@link EmbeddingSquaredError} on tensors: {@code mean (e_teacher − B·e_student)²} over the
 * dimensions of the teacher's embedding, B being 1 or learned.
 */
final class EmbeddingSquaredErrorTerm implements LossTerm {
  private final NDArray teacher;
  private final RowMean mean;
  private final List<NDArray> map;

  /**
   * @param teacher its embeddings, {@code [rows, dimensions]}
   */
  EmbeddingSquaredErrorTerm(
      EmbeddingSquaredError loss, NDArray teacher, RowMean mean, TrainedModels models) {
    this.teacher = teacher;
    this.mean = mean;
    long from = models.embeddingWidth();
    long to = teacher.getShape().get(1);
    if (loss.map() == EmbeddingSquaredError.Map.NONE && from != to) {
      throw new BadInputException(
          "distillation",
          "the loss %s: the student's embedding has %d dimensions and the teacher's %d; write map: linear"
              .formatted(loss.name(), from, to));
    }
    this.map =
        loss.map() == EmbeddingSquaredError.Map.NONE ? List.of() : List.of(map(from, to, models));
  }

  /** Begins at the identity, where dimensions differ with small numbers beside it. */
  private static NDArray map(long from, long to, TrainedModels models) {
    SplittableRandom random = new SplittableRandom(models.seed());
    double scale = from == to ? 0 : 1 / Math.sqrt((double) from);
    float[] values = new float[Math.toIntExact(from * to)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextGaussian() + (i / to == i % to ? 1 : 0));
    }
    NDArray matrix = models.manager().create(values, new Shape(from, to));
    matrix.setRequiresGradient(true);
    return matrix;
  }

  @Override
  public NDArray value(Pass pass) {
    NDArray student = pass.embedding();
    NDArray mapped = map.isEmpty() ? student : student.matMul(map.get(0));
    return mean.of(mapped.sub(pass.of(teacher)).square().mean(new int[] {1}), pass);
  }

  @Override
  public List<NDArray> trained() {
    return map;
  }
}
