package dev.bckd.stats;

import java.util.OptionalDouble;

/**
 * What the rows seen so far add up to. Rows may come in any order and in any number of
 * accumulators, merged in any order: the result is the same up to rounding, and exactly the same
 * where whole numbers are summed. Not thread-safe.
 */
public final class Accumulator {
  private final Statistic statistic;
  private final double[] sums;

  /**
   * @param statistic says what a row contributes and what the sums amount to
   */
  public Accumulator(Statistic statistic) {
    this.statistic = statistic;
    this.sums = new double[statistic.formula().width()];
  }

  /** Adds a row of the statistic's sample. */
  public void add(int row) {
    statistic.add(row, 1, sums, 0);
  }

  /** Adds all that another accumulator of the same statistic has seen. */
  public void merge(Accumulator other) {
    if (other.statistic != statistic) {
      throw new IllegalArgumentException("an accumulator of another statistic");
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
  }

  /** The statistic on the rows seen; empty where it is not defined. */
  public OptionalDouble result() {
    return statistic.formula().value(sums, 0);
  }
}
