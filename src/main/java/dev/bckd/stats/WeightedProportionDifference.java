package dev.bckd.stats;

import java.util.Optional;

/**
 * A difference of two shares of the same rows, which count more or less.
 *
 * @param of the difference if they counted alike
 * @param weights of the rows
 */
record WeightedProportionDifference(ProportionDifference of, RowWeights weights)
    implements Statistic {

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

  /** There is none where the two are shares of different rows. */
  @Override
  public Optional<Basis> clustered(UnitSums sums, Units units) {
    if (!of.paired()) {
      return Optional.empty();
    }
    double[] squares = new WeightedProportion(of.first(), weights).squares(sums, units);
    return ClusterPairs.tooFewToResample(sums, place -> squares[sums.unit(place)]);
  }
}
