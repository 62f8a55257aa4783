package dev.bckd.coverage;

import dev.bckd.stats.AreaUnderCurve;
import dev.bckd.stats.Statistic;
import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Independent labelled rows, each with the scores of two models: normal with variance 1, shifted
 * and perhaps scaled for positive rows, correlated between the models. The area of a model is
 * Phi(shift / sqrt(1 + scale^2)).
 *
 * @param rows number of rows
 * @param positive the share of positive rows, drawn row by row, again if there are not two of each
 *     kind
 * @param first the first model's true area
 * @param second the second's
 * @param scale standard deviation of the scores of positive rows
 * @param correlation of the two scores of a row, given its label
 */
record ScoredRows(
    int rows, double positive, double first, double second, double scale, double correlation) {
  static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** The areas of both models on one sample. */
  Areas sample(Random random) {
    boolean[] labels = labels(random);
    float[] firsts = new float[rows];
    float[] seconds = new float[rows];
    double firstShift = shift(first);
    double secondShift = shift(second);
    double own = Math.sqrt(1 - correlation * correlation);
    for (int row = 0; row < rows; row++) {
      double score = random.nextGaussian();
      double other = correlation * score + own * random.nextGaussian();
      firsts[row] = (float) (labels[row] ? scale * score + firstShift : score);
      seconds[row] = (float) (labels[row] ? scale * other + secondShift : other);
    }
    return new Areas(new AreaUnderCurve(firsts, labels), new AreaUnderCurve(seconds, labels));
  }

  /** Rows of the smaller class that are out of order, on average. */
  double outOfOrder() {
    return rows * Math.min(positive, 1 - positive) * Math.min(first, 1 - first);
  }

  private boolean[] labels(Random random) {
    boolean[] labels = new boolean[rows];
    int positives = 0;
    for (int row = 0; row < rows; row++) {
      labels[row] = random.nextDouble() < positive;
      positives += labels[row] ? 1 : 0;
    }
    return Math.min(positives, rows - positives) < 2 ? labels(random) : labels;
  }

  private double shift(double area) {
    return Math.sqrt(1 + scale * scale) * NORMAL.inverseCumulativeProbability(area);
  }

  /** Both models' areas on the same rows. */
  record Areas(AreaUnderCurve first, AreaUnderCurve second) {
    Statistic difference() {
      return first.minus(second);
    }
  }

  String text() {
    return "%d rows, %s positive%s, area %s"
            .formatted(
                rows,
                Grid.percent(positive),
                scale > 1 ? " and of twice the spread" : scale < 1 ? " and of half the spread" : "",
                first)
        + (first == second ? "" : ", teacher's " + second);
  }
}
