package dev.bckd.gates;

import dev.bckd.stats.Ends;
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
  public Ends passing() {
    return Ends.BOTH;
  }

  @Override
  public boolean brokenBy(Interval interval) {
    return floor.brokenBy(interval) || ceiling.brokenBy(interval);
  }

  /** Twice the smaller one: it may be broken on either side. */
  @Override
  public double pValue(Interval interval, double confidence) {
    return Math.min(
        1, 2 * Math.min(floor.pValue(interval, confidence), ceiling.pValue(interval, confidence)));
  }

  @Override
  public double limit(double estimate) {
    boolean nearerToCeiling = ceiling.max() - estimate < estimate - floor.min();
    return nearerToCeiling ? ceiling.max() : floor.min();
  }
}
