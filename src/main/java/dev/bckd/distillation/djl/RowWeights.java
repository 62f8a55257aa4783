package dev.bckd.distillation.djl;

import dev.bckd.distillation.TrainingRows;

/** The weight of each row in one training. */
final class RowWeights {
  private RowWeights() {}

  /**
   * The weights of all rows.
   *
   * @param used the rows of the training
   * @param oldWeight factor of rows of the old tasks
   * @return for every row; 0 for those that are not used
   */
  static float[] of(TrainingRows rows, int[] used, double oldWeight) {
    float[] weights = new float[rows.size()];
    for (int row : used) {
      weights[row] = (float) (rows.weights()[row] * (rows.old()[row] ? oldWeight : 1));
    }
    return weights;
  }
}
