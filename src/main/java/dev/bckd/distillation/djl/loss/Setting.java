package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import dev.bckd.distillation.recipe.Filter;

/**
 * Where a formula works.
 *
 * @param resident all rows
 * @param weights of each row in this training, {@code [rows]}; 0 on rows that it does not use
 * @param models those of the training
 */
public record Setting(ResidentRows resident, NDArray weights, TrainedModels models) {
  /** The same without the rows that a filter leaves out for good. */
  Setting among(Filter filter) {
    if (filter instanceof Filter.Labelled) {
      return among(resident.labelled());
    }
    if (filter instanceof Filter.Unlabelled) {
      return among(resident.labelled().neg().add(1));
    }
    return this;
  }

  private Setting among(NDArray rows) {
    return new Setting(resident, weights.mul(rows), models);
  }
}
