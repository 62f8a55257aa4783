package dev.bckd.stats;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntPredicate;

/** The share of rows of which something is true. Defined where there is a row. */
public final class Proportion implements Statistic {
  private final BitSet hits;
  private final int samples;

  private Proportion(BitSet hits, int samples) {
    this.hits = hits;
    this.samples = samples;
  }

  /**
   * The share of rows that meet a condition.
   *
   * @param samples number of rows
   * @param hit the condition, by row from 0
   */
  public static Proportion of(int samples, IntPredicate hit) {
    BitSet hits = new BitSet(samples);
    for (int row = 0; row < samples; row++) {
      hits.set(row, hit.test(row));
    }
    return new Proportion(hits, samples);
  }

  @Override
  public int samples() {
    return samples;
  }

  /** Rows of which it is true. */
  long hits() {
    return hits.cardinality();
  }

  /** Rows of which this is true and the other is not. */
  long without(Proportion other) {
    BitSet only = (BitSet) hits.clone();
    only.andNot(other.hits);
    return only.cardinality();
  }

  @Override
  public Resampled by(Units units) {
    double[] indicators = new double[samples];
    hits.stream().forEach(row -> indicators[row] = 1);
    return new Mean(indicators).by(units);
  }

  @Override
  public Optional<Estimate> independent(double confidence) {
    return samples == 0
        ? Optional.empty()
        : Optional.of(new Estimate(Wilson.interval(hits(), samples, confidence), Wilson.METHOD));
  }

  /** Wilson's interval where none or all of the units hit, each unit counted once. */
  @Override
  public Optional<Estimate> unanimous(int units, double confidence) {
    if (hits() != 0 && hits() != samples) {
      return Optional.empty();
    }
    Interval interval = Wilson.interval(hits() == 0 ? 0 : units, units, confidence);
    return Optional.of(new Estimate(interval, "cluster-" + Wilson.METHOD));
  }

  @Override
  public Statistic minus(Statistic other) {
    return other instanceof Proportion second
        ? new ProportionDifference(this, second)
        : Statistic.super.minus(other);
  }
}
