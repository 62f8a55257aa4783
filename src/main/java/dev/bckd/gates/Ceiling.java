package dev.bckd.gates;

import dev.bckd.stats.Ends;
import dev.bckd.stats.Interval;
import dev.bckd.stats.OneSided;

/**
 * Keeps values that do not exceed a limit.
 *
 * @param max the highest value kept
 */
public record Ceiling(double max) implements Bound {
  @Override
  public boolean keptBy(Interval interval) {
    return interval.high() <= max;
  }

  @Override
  public Ends passing() {
    return Ends.HIGH;
  }

  @Override
  public boolean brokenBy(Interval interval) {
    return interval.low() > max;
  }

  @Override
  public double pValue(Interval interval, double confidence) {
    return OneSided.above(interval, confidence, max);
  }

  @Override
  public double limit(double estimate) {
    return max;
  }
}
