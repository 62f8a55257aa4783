package dev.bckd.stats;

/** A statistic that adds up how far sums are from 0, each without sign, over a weight. */
interface GapStatistic extends Statistic {

  /**
   * These sums.
   *
   * @param sums by unit
   * @param at the place of this statistic's first sum
   */
  Gaps gaps(UnitSums sums, int at);
}
