package dev.bckd.coverage;

import dev.bckd.stats.RatioOfSums;
import dev.bckd.stats.Statistic;
import java.util.Random;

/**
 * Independent rows of which a model changes some, by lognormal sizes with a median of 1.
 *
 * @param rows number of rows
 * @param changed the share of rows that change
 * @param worse the share of changes that are for the worse
 * @param spread standard deviation of the logarithm of a change
 */
record ChangedRows(int rows, double changed, double worse, double spread) {

  /** The mean of the model minus the teacher's, on one sample. */
  Statistic sample(Random random) {
    double[] changes = changes(random);
    return RatioOfSums.mean(rows, row -> changes[row]).minus(RatioOfSums.mean(rows, row -> 0));
  }

  /** The mean of what the model's rows lose. */
  Statistic losses(Random random) {
    double[] changes = changes(random);
    return RatioOfSums.mean(rows, row -> 0 - changes[row]);
  }

  private double[] changes(Random random) {
    double[] changes = new double[rows];
    for (int row = 0; row < rows; row++) {
      if (random.nextDouble() < changed) {
        double size = Math.exp(spread * random.nextGaussian());
        changes[row] = random.nextDouble() < worse ? -size : size;
      }
    }
    return changes;
  }

  /** The true difference. */
  double difference() {
    return changed * (1 - 2 * worse) * Math.exp(spread * spread / 2);
  }

  /** Changes, by what they are worth if unequal sizes make few of many. */
  double effective() {
    return rows * changed * Math.exp(-spread * spread);
  }

  String text() {
    return "%d rows, %.0f change, %.0f %% of them for the worse, spread of sizes %.1f"
        .formatted(rows, rows * changed, 100 * worse, spread);
  }
}
