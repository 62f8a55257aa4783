package dev.bckd.stats;

import java.util.OptionalDouble;

/**
 * A difference of two statistics on the same rows.
 *
 * @param first what is subtracted from
 * @param second what is subtracted
 */
record Difference(Statistic first, Statistic second) implements Statistic {
  Difference {
    if (first.samples() != second.samples()) {
      throw new IllegalArgumentException(
          "not the same rows: " + first.samples() + " and " + second.samples());
    }
  }

  @Override
  public int samples() {
    return first.samples();
  }

  @Override
  public Resampled by(Units units) {
    Resampled minuend = first.by(units);
    Resampled subtrahend = second.by(units);
    return weights -> {
      OptionalDouble a = minuend.value(weights);
      OptionalDouble b = subtrahend.value(weights);
      return a.isPresent() && b.isPresent()
          ? OptionalDouble.of(a.getAsDouble() - b.getAsDouble())
          : OptionalDouble.empty();
    };
  }
}
