package dev.bckd.evaluation;

import dev.bckd.inference.Scores;

/** How sure a model is of its decisions: sigmoid of one logit, softmax of several. */
final class Confidence {
  private Confidence() {}

  /** The probability of each row's decision, in [0, 1]. */
  static float[] of(Scores scores) {
    float[] confidences = new float[scores.rows()];
    for (int row = 0; row < confidences.length; row++) {
      float[] logits = scores.values(row, row + 1);
      confidences[row] = (float) (logits.length == 1 ? sigmoid(logits[0]) : top(logits));
    }
    return confidences;
  }

  private static double sigmoid(float logit) {
    return 1 / (1 + Math.exp(-Math.abs(logit)));
  }

  private static double top(float[] logits) {
    float most = logits[0];
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - most);
    }
    return 1 / sum;
  }
}
