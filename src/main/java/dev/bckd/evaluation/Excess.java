package dev.bckd.evaluation;

import java.util.function.IntPredicate;

/** A test that the rate within a part exceeds the rate outside. */
interface Excess {
  /**
   * The p-values of "the rate within is at most the rate outside" of some parts.
   *
   * @param asked which parts; each has a row, and not all of them
   * @return by part; 1 of those that are not asked for
   */
  double[] pValues(Partition partition, PartCounts counts, IntPredicate asked);
}
