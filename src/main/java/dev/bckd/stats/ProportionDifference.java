package dev.bckd.stats;

import java.util.Optional;

/**
 * A difference of two shares of the same rows.
 *
 * @param first what is subtracted from
 * @param second what is subtracted
 */
record ProportionDifference(Proportion first, Proportion second) implements Statistic {
  @Override
  public int samples() {
    return first.samples();
  }

  @Override
  public Resampled by(Units units) {
    return new Difference(first, second).by(units);
  }

  @Override
  public Optional<Estimate> independent(double confidence) {
    return samples() == 0
        ? Optional.empty()
        : Optional.of(
            new Estimate(
                Tango.interval(first.without(second), second.without(first), samples(), confidence),
                Tango.METHOD));
  }

  /** Tango's interval where the two shares agree on every row, each unit counted once. */
  @Override
  public Optional<Estimate> unanimous(int units, double confidence) {
    if (first.without(second) + second.without(first) > 0) {
      return Optional.empty();
    }
    Interval interval = Tango.interval(0, 0, units, confidence);
    return Optional.of(new Estimate(interval, "cluster-" + Tango.METHOD));
  }
}
