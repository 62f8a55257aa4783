package dev.bckd.stats;

import java.util.Optional;

/**
 * A share of rows that count more or less.
 *
 * @param of the share if they counted alike
 * @param weights of its rows
 */
record WeightedProportion(Proportion of, RowWeights weights) implements Statistic {

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
    double[] squares = squares(sums, units);
    return ClusterCounts.tooFewToResample(sums, place -> squares[sums.unit(place)]);
  }

  /** Sums of squared weights by unit, numbered as it is drawn. */
  double[] squares(UnitSums sums, Units units) {
    double[] squares = new double[sums.draws().units()];
    for (int row = 0; row < samples(); row++) {
      if (of.counts(row)) {
        squares[units.drawn(row)] += weights.of(row) * weights.of(row);
      }
    }
    return squares;
  }

  @Override
  public Statistic minus(Statistic other) {
    return other instanceof WeightedProportion second && weights == second.weights
        ? new WeightedProportionDifference(new ProportionDifference(of, second.of), weights)
        : Statistic.super.minus(other);
  }
}
