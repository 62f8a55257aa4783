package dev.bckd.gates;

import dev.bckd.stats.Ends;
import dev.bckd.stats.Interval;
import dev.bckd.stats.OneSided;

/**
 * Keeps values that reach a limit.
 *
 * @param min the lowest value kept
 */
public record Floor(double min) implements Bound {
  @Override
  public boolean keptBy(Interval interval) {
    return interval.low() >= min;
  }

  @Override
  public Ends passing() {
    return Ends.LOW;
  }

  @Override
  public boolean brokenBy(Interval interval) {
    return interval.high() < min;
  }

  @Override
  public double pValue(Interval interval, double confidence) {
    return OneSided.below(interval, confidence, min);
  }

  @Override
  public double limit(double estimate) {
    return min;
  }
}
