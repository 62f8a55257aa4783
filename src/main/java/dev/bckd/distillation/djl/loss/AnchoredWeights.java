package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Half the squared distance of weights from where they began: {@code ½ · Σ F·(w − w₀)²}, with the F
 * of every element 1 or given.
 */
final class AnchoredWeights implements LossTerm {
  private final List<NDArray> weights;
  private final List<NDArray> anchors = new ArrayList<>();
  private final List<NDArray> importance;

  private AnchoredWeights(List<NDArray> weights, List<NDArray> importance, NDManager manager) {
    this.weights = weights;
    this.importance = importance;
    for (NDArray weight : weights) {
      NDArray anchor = weight.stopGradient().duplicate();
      anchor.attach(manager);
      anchors.add(anchor);
    }
  }

  /** All elements alike. */
  static AnchoredWeights alike(TrainedModels models) {
    return new AnchoredWeights(models.weights(), List.of(), models.manager());
  }

  /** Each element by the incoming model's Fisher information. */
  static AnchoredWeights byFisher(TrainedModels models, int rows) {
    return new AnchoredWeights(models.weights(), models.fisher(rows), models.manager());
  }

  @Override
  public NDArray value(Pass pass) {
    NDArray sum = pass.scope().zeros(new Shape());
    for (int i = 0; i < anchors.size(); i++) {
      NDArray square = weights.get(i).sub(anchors.get(i)).square();
      NDArray scaled = importance.isEmpty() ? square : square.mul(importance.get(i));
      sum = sum.add(scaled.sum());
    }
    return Scale.by(sum, 0.5);
  }
}
