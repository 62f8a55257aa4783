package dev.bckd.stats;

import java.util.Optional;

/**
 * A statistic whose rows count more or less.
 *
 * @param of the statistic
 * @param weights of its rows
 */
record Weighted(Statistic of, RowWeights weights) implements Statistic {

  @Override
  public int samples() {
    return of.samples();
  }

  @Override
  public Formula formula() {
    return of.formula();
  }

  @Override
  public void add(int row, double weight, double[] sums, int at) {
    of.add(row, weight * weights.of(row), sums, at);
  }

  @Override
  public Optional<Basis> clustered(UnitSums sums, Units units) {
    return of.clustered(sums, units);
  }
}
