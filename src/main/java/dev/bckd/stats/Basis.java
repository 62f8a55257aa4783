package dev.bckd.stats;

/**
 * The numbers that an interval is computed from, and nothing else: who keeps them can compute it
 * again, bit for bit.
 */
public sealed interface Basis
    permits RateCounts, PairedCounts, AreaMoments, ClusterCounts, ClusterPairs, UnitSums {

  /** How reports call the method, such as {@code wilson} or {@code cluster-bootstrap}. */
  String method();

  /**
   * The value and its interval.
   *
   * @param confidence two-sided, in (0, 1)
   */
  Interval interval(double confidence);

  /**
   * The same numbers, for an interval that covers its level at least, and misses the truth beyond
   * some of its ends with no more than half of what the level leaves; this where there is none.
   */
  default Basis exact(Ends ends) {
    return this;
  }
}
