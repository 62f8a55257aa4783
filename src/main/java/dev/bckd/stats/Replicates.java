package dev.bckd.stats;

import java.util.Arrays;

/** The values of a statistic on resamples of its units. */
public final class Replicates {
  private final double[] sorted;
  private final int drawn;

  Replicates(double[] values, int drawn) {
    this.sorted = values.clone();
    this.drawn = drawn;
    Arrays.sort(sorted);
  }

  /** Resamples drawn. */
  public int drawn() {
    return drawn;
  }

  /** Resamples on which the statistic was not defined; they are left out of the percentiles. */
  public int undefined() {
    return drawn - sorted.length;
  }

  /**
   * The interval between two percentiles; there must be a defined resample.
   *
   * @param estimate the value on the sample itself
   * @param low share of the values below the lower end, in [0, 1]
   * @param high share of the values below the upper end, in [0, 1]
   */
  public Interval between(double estimate, double low, double high) {
    return new Interval(estimate, quantile(low), quantile(high));
  }

  /** The share of the values below a number; those equal to it count half. */
  double shareBelow(double number) {
    double twice = 0;
    for (double value : sorted) {
      twice += value < number ? 2 : value == number ? 1 : 0;
    }
    return twice / (2 * sorted.length);
  }

  /** Interpolated between order statistics: type 7 of Hyndman and Fan (1996), NumPy's default. */
  private double quantile(double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
