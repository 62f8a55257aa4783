package dev.bckd.stats;

import java.util.OptionalDouble;

/** A statistic whose rows are gathered by unit, ready to be computed many times. Thread-safe. */
@FunctionalInterface
public interface Resampled {
  /**
   * The statistic on a sample that holds each unit some number of times.
   *
   * @param unitWeights how often, one number for each unit, not negative
   * @return empty where the statistic is not defined on that sample
   */
  OptionalDouble value(int[] unitWeights);
}
