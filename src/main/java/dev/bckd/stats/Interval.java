package dev.bckd.stats;

/**
 * An estimate with a two-sided confidence interval. The ends belong to the interval.
 *
 * @param estimate the value on the sample
 * @param low lower end
 * @param high upper end
 */
public record Interval(double estimate, double low, double high) {
  public Interval {
    if (!Double.isFinite(estimate)
        || !Double.isFinite(low)
        || !Double.isFinite(high)
        || low > high) {
      throw new IllegalArgumentException(
          "no interval: estimate " + estimate + ", low " + low + ", high " + high);
    }
  }
}
