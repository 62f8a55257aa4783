package dev.bckd.distillation;

import dev.bckd.inference.Scores;
import dev.bckd.stats.BinnedGap;
import dev.bckd.stats.RatioOfSums;
import java.util.function.DoubleUnaryOperator;

/** How far a model's probabilities can be believed. */
final class Calibration {
  private static final int BINS = 15;

  /** Halvings of the golden section: to about five digits of the temperature. */
  private static final int SEARCHED = 40;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final double COOLEST = 0.1;
  private static final double HOTTEST = 10;

  private Calibration() {}

  /** Mean negative log-probability of the labels, in nats. */
  static RatioOfSums logLoss(Scores scores, int[] labels) {
    double[] losses = new double[labels.length];
    for (int row = 0; row < losses.length; row++) {
      losses[row] = -logProbability(scores, row, labels[row], 1);
    }
    return RatioOfSums.mean(losses.length, row -> losses[row]);
  }

  private static double logLoss(Scores scores, int[] labels, double temperature) {
    double sum = 0;
    for (int row = 0; row < labels.length; row++) {
      sum -= logProbability(scores, row, labels[row], temperature);
    }
    return sum / labels.length;
  }

  /**
   * The temperature that makes the labels likeliest: logits divided by it have the least log-loss.
   *
   * @return in [0.1, 10]
   * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al., ICML 2017, section 4.2</a>
   */
  static double temperature(Scores scores, int[] labels) {
    double log =
        least(t -> logLoss(scores, labels, Math.exp(t)), Math.log(COOLEST), Math.log(HOTTEST));
    return Math.exp(log);
  }

  /** Golden section search for the lowest point of a function with one valley. */
  private static double least(DoubleUnaryOperator function, double from, double to) {
    double low = from;
    double high = to;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = function.applyAsDouble(left);
    double atRight = function.applyAsDouble(right);
    for (int i = 0; i < SEARCHED; i++) {
      if (atLeft < atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = function.applyAsDouble(left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = function.applyAsDouble(right);
      }
    }
    return (low + high) / 2;
  }

  /** Expected calibration error: 15 bins of equal size by the probability of the decision. */
  static BinnedGap expectedError(Scores scores, int[] labels) {
    float[] confidence = new float[labels.length];
    for (int row = 0; row < confidence.length; row++) {
      confidence[row] = (float) Math.exp(logProbability(scores, row, scores.decision(row), 1));
    }
    return new BinnedGap(confidence, row -> scores.decision(row) == labels[row], BINS);
  }

  /** The probabilities of a row's classes; two for a model of one logit. */
  static double[] probabilities(Scores scores, int row) {
    int width = scores.width();
    if (width == 1) {
      double one = Math.exp(logProbability(scores, row, 1, 1));
      return new double[] {1 - one, one};
    }
    double logSum = logSum(scores, row, 1);
    double[] probabilities = new double[width];
    for (int k = 0; k < width; k++) {
      probabilities[k] = Math.exp(scores.at(row, k) - logSum);
    }
    return probabilities;
  }

  private static double logProbability(Scores scores, int row, int label, double temperature) {
    if (scores.width() == 1) {
      double z = (label == 1 ? scores.at(row, 0) : -scores.at(row, 0)) / temperature;
      return z > 0 ? -Math.log1p(Math.exp(-z)) : z - Math.log1p(Math.exp(z));
    }
    return scores.at(row, label) / temperature - logSum(scores, row, temperature);
  }

  /** Logarithm of the sum of the exponentials of a row's logits. */
  private static double logSum(Scores scores, int row, double temperature) {
    double most = scores.at(row, scores.decision(row)) / temperature;
    double sum = 0;
    for (int k = 0; k < scores.width(); k++) {
      sum += Math.exp(scores.at(row, k) / temperature - most);
    }
    return most + Math.log(sum);
  }
}
