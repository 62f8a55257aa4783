package dev.bckd.evaluation;

import dev.bckd.stats.Units;

/**
 * Which samples belong together, and whether the suite says so.
 *
 * @param units what is resampled
 * @param grouped whether the suite names a group, so that rows are not independent
 */
public record SampleUnits(Units units, boolean grouped) {
  /** Whether each sample stands for itself. */
  public boolean independent() {
    return !grouped && units.single();
  }

  SampleUnits select(int[] samples) {
    return new SampleUnits(units.select(samples), grouped);
  }
}
