package dev.bckd.stats;

import java.util.Optional;
import java.util.function.IntPredicate;

/** The share of rows of which something is true. Defined where a row counts. */
public final class Proportion implements Statistic {
  private static final Formula FORMULA = new Formula.Ratio();

  private final int samples;
  private final IntPredicate counted;
  private final IntPredicate hit;

  private Proportion(int samples, IntPredicate counted, IntPredicate hit) {
    this.samples = samples;
    this.counted = counted;
    this.hit = hit;
  }

  /**
   * The share of all rows that meet a condition.
   *
   * @param samples number of rows
   * @param hit the condition, by row from 0; the same answer whenever it is asked
   */
  public static Proportion of(int samples, IntPredicate hit) {
    return new Proportion(samples, row -> true, hit);
  }

  /**
   * The share of some rows that meet a condition.
   *
   * @param samples number of rows
   * @param counted which rows count
   * @param hit the condition
   */
  public static Proportion among(int samples, IntPredicate counted, IntPredicate hit) {
    return new Proportion(samples, counted, hit);
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public Formula formula() {
    return FORMULA;
  }

  @Override
  public void add(int row, double weight, double[] sums, int at) {
    if (counts(row)) {
      sums[at] += hits(row) ? weight : 0;
      sums[at + 1] += weight;
    }
  }

  boolean counts(int row) {
    return counted.test(row);
  }

  boolean hits(int row) {
    return hit.test(row);
  }

  @Override
  public Optional<Basis> independent() {
    RateCounts counts = counts();
    return counts.trials() == 0 ? Optional.empty() : Optional.of(counts);
  }

  @Override
  public Optional<Basis> clustered(UnitSums sums, Units units) {
    return ClusterCounts.tooFewToResample(sums);
  }

  /** None or all of the units hit: each unit counted once. */
  @Override
  public Optional<Basis> unanimous(int units) {
    RateCounts counts = counts();
    return counts.successes() == 0 || counts.successes() == counts.trials()
        ? Optional.of(RateCounts.ofUnits(counts.successes() == 0 ? 0 : units, units))
        : Optional.empty();
  }

  private RateCounts counts() {
    long hits = 0;
    long trials = 0;
    for (int row = 0; row < samples; row++) {
      if (counts(row)) {
        trials++;
        hits += hits(row) ? 1 : 0;
      }
    }
    return RateCounts.independent(hits, trials);
  }

  @Override
  public Statistic weighted(RowWeights weights) {
    return new WeightedProportion(this, weights);
  }

  @Override
  public Statistic minus(Statistic other) {
    return other instanceof Proportion second
        ? new ProportionDifference(this, second)
        : Statistic.super.minus(other);
  }
}
