package dev.bckd.gates;

import dev.bckd.stats.Interval;

/**
 * Keeps values between two limits.
 *
 * @param floor the lower one
 * @param ceiling the upper one
 */
public record Band(Floor floor, Ceiling ceiling) implements Bound {
  @Override
  public boolean keptBy(Interval interval) {
    return floor.keptBy(interval) && ceiling.keptBy(interval);
  }

  @Override
  public boolean brokenBy(Interval interval) {
    return floor.brokenBy(interval) || ceiling.brokenBy(interval);
  }

  @Override
  public double limit(double estimate) {
    boolean nearerToCeiling = ceiling.max() - estimate < estimate - floor.min();
    return nearerToCeiling ? ceiling.max() : floor.min();
  }
}
