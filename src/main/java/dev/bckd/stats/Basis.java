package dev.bckd.stats;

/**
 * The numbers that an interval is computed from, and nothing else: who keeps them can compute it
 * again, bit for bit.
 */
public sealed interface Basis
    permits RateCounts,
        PairedCounts,
        RankedRows,
        ClusterAreas,
        ClusterCounts,
        ClusterPairs,
        MeanPairs,
        MeanValues,
        SignedGaps,
        UnitSums {

  /** How reports call the method, such as {@code wilson} or {@code cluster-bootstrap}. */
  String method();

  /**
   * The value and its interval.
   *
   * @param confidence two-sided, in (0, 1)
   */
  Interval interval(double confidence);

  /**
   * The same numbers for a gate, whose interval misses the truth beyond the ends by which it passes
   * with no more than half of what its level leaves; this where there is none that is more careful.
   *
   * @param ends by which the gate passes; neither: there is no gate
   */
  default Basis passingBy(Ends ends) {
    return this;
  }
}
