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

  /**
   * This one with the end by which a gate fails from another.
   *
   * @param passing the end by which it passes, low or high
   */
  Interval failing(Ends passing, Interval other) {
    return passing == Ends.LOW
        ? new Interval(estimate, low, other.high)
        : new Interval(estimate, other.low, high);
  }

  /** This one, each end as far away as that of another one of the same estimate if it is nearer. */
  Interval reaching(Interval other) {
    return new Interval(estimate, Math.min(low, other.low), Math.max(high, other.high));
  }

  /**
   * This interval of a difference, as far as it must reach to hold 0, or not to.
   *
   * @param differ whether another test says that there is a difference; it ends next to 0 then
   */
  Interval besideZero(boolean differ) {
    if (!differ) {
      return new Interval(
          estimate, Math.min(low, -Double.MIN_VALUE), Math.max(high, Double.MIN_VALUE));
    }
    return estimate > 0
        ? new Interval(estimate, Math.max(low, Double.MIN_VALUE), high)
        : new Interval(estimate, low, Math.min(high, -Double.MIN_VALUE));
  }
}
