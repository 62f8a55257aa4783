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
   * The percentile interval; there must be a defined resample.
   *
   * @param estimate the value on the sample itself
   * @param confidence two-sided, in (0, 1)
   */
  public Interval percentiles(double estimate, double confidence) {
    double tail = (1 - confidence) / 2;
    return new Interval(estimate, quantile(tail), quantile(1 - tail));
  }

  /** Interpolated between order statistics: type 7 of Hyndman and Fan (1996), NumPy's default. */
  private double quantile(double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
