package dev.bckd.evaluation;

import dev.bckd.inference.Scores;
import java.util.stream.IntStream;

/** One model's answers to all rows of a suite. */
final class ModelAnswers {
  private final Scores scores;
  private final int[] decisions;

  /** The probability of 1 on each row of a model of one logit. */
  private final float[] ones;

  /** The logarithm of the sum of the exponentials of each row's logits, of a model of several. */
  private final double[] logSums;

  private ModelAnswers(Scores scores, int[] decisions, float[] ones, double[] logSums) {
    this.scores = scores;
    this.decisions = decisions;
    this.ones = ones;
    this.logSums = logSums;
  }

  static ModelAnswers of(Scores scores) {
    int[] decisions = IntStream.range(0, scores.rows()).map(scores::decision).toArray();
    double[] logSums =
        scores.width() == 1
            ? new double[0]
            : IntStream.range(0, scores.rows())
                .mapToDouble(row -> logSum(scores, row, decisions[row]))
                .toArray();
    return new ModelAnswers(scores, decisions, ones(scores), logSums);
  }

  private static float[] ones(Scores scores) {
    float[] ones = new float[scores.width() == 1 ? scores.rows() : 0];
    for (int row = 0; row < ones.length; row++) {
      ones[row] = (float) (1 / (1 + Math.exp(-scores.at(row, 0))));
    }
    return ones;
  }

  /** Logarithm of the sum of the exponentials of a row's logits. */
  private static double logSum(Scores scores, int row, int largest) {
    double most = scores.at(row, largest);
    double sum = 0;
    for (int k = 0; k < scores.width(); k++) {
      sum += Math.exp(scores.at(row, k) - most);
    }
    return most + Math.log(sum);
  }

  /**
   * The same with other logits on some rows: one logit as sure of the other answer, of several that
   * of the label below all others.
   */
  ModelAnswers spoiled(int[] labels, boolean[] wrong) {
    float[] values = scores.values().clone();
    int width = scores.width();
    for (int row = 0; row < wrong.length; row++) {
      if (wrong[row] && width == 1) {
        float sure = Math.max(Math.abs(values[row]), Float.MIN_NORMAL);
        values[row] = labels[row] == 1 ? -sure : sure;
      } else if (wrong[row] && labels[row] < width) {
        float lowest = values[row * width];
        for (int k = 1; k < width; k++) {
          lowest = Math.min(lowest, values[row * width + k]);
        }
        values[row * width + labels[row]] = lowest - 1;
      }
    }
    return of(new Scores(values, width));
  }

  int decision(int row) {
    return decisions[row];
  }

  /** Number of answers there are. */
  int classes() {
    return Math.max(2, scores.width());
  }

  double probability(int row, int answer) {
    if (ones.length > 0) {
      return answer == 1 ? ones[row] : answer == 0 ? 1 - (double) ones[row] : 0;
    }
    return Math.exp(logProbability(row, answer));
  }

  double logProbability(int row, int answer) {
    if (answer >= classes()) {
      return Double.NEGATIVE_INFINITY;
    }
    if (scores.width() == 1) {
      double z = answer == 1 ? scores.at(row, 0) : -scores.at(row, 0);
      return z > 0 ? -Math.log1p(Math.exp(-z)) : z - Math.log1p(Math.exp(z));
    }
    return scores.at(row, answer) - logSums[row];
  }

  /** All logits; one a row. */
  float[] logits() {
    return scores.values();
  }
}
