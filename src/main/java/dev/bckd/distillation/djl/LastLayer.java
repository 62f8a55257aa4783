package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.djl.loss.Gather;
import dev.bckd.distillation.djl.loss.ResidentRows;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Finds the layer that makes a model's logits, by trying: the weight, with or without the bias of
 * the same name, whose scaling scales every logit.
 */
final class LastLayer {
  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";
  private static final int TRIED_ROWS = 64;

  /** What may differ, as a share of the largest change: a temperature near 1 changes little. */
  private static final float TOLERANCE = 0.01f;

  private final Student student;
  private final ResidentRows resident;
  private final TensorLists lists;
  private final NDManager manager;

  LastLayer(Student student, ResidentRows resident, TensorLists lists, NDManager manager) {
    this.student = student;
    this.resident = resident;
    this.lists = lists;
    this.manager = manager;
  }

  /**
   * A copy of weights whose logits are scaled.
   *
   * @return empty where no layer does it
   */
  Optional<Weights> scaled(DjlWeights weights, double factor) {
    long outputs = resident.classes() == 2 ? 1 : resident.classes();
    JniUtils.setGradMode(false);
    try (NDManager scope = manager.newSubManager()) {
      NDArray before = logits(weights.values(), scope);
      NDArray expected = before.mul(factor);
      float change = farthest(expected, before);
      List<PtNDArray> values = weights.values();
      for (int i = values.size() - 1; i >= 0; i--) {
        String name = values.get(i).getName();
        boolean fits = values.get(i).getShape().get(0) == outputs || resident.classes() == 2;
        if (name.endsWith(WEIGHT) && values.get(i).getShape().dimension() == 2 && fits) {
          DjlWeights tried = DjlWeights.copy(values, manager);
          scale(tried, name.substring(0, name.length() - WEIGHT.length()), factor);
          if (farthest(logits(tried.values(), scope), expected) <= TOLERANCE * change) {
            return Optional.of(tried);
          }
          tried.close();
        }
      }
      return Optional.empty();
    } finally {
      JniUtils.setGradMode(true);
    }
  }

  private static float farthest(NDArray one, NDArray other) {
    return one.sub(other).abs().max().getFloat();
  }

  private static void scale(DjlWeights weights, String layer, double factor) {
    for (PtNDArray value : weights.values()) {
      if (value.getName().equals(layer + WEIGHT) || value.getName().equals(layer + BIAS)) {
        value.muli(factor);
      }
    }
  }

  private NDArray logits(List<PtNDArray> weights, NDManager scope) {
    lists.copy(weights, student.weights());
    NDList inputs = new NDList();
    long rows = Math.min(TRIED_ROWS, resident.labels().getShape().get(0));
    NDArray first = scope.create(LongStream.range(0, rows).toArray());
    for (NDArray input : resident.inputs()) {
      inputs.add(Gather.rows(input, first, resident.copies(), scope));
    }
    return student.logits(inputs);
  }
}
