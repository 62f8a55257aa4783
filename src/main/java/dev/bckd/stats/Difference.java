package dev.bckd.stats;

import java.util.Optional;

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
  public Formula formula() {
    return new Formula.Difference(first.formula(), second.formula());
  }

  @Override
  public void add(int row, double weight, double[] sums, int at) {
    first.add(row, weight, sums, at);
    second.add(row, weight, sums, at + first.formula().width());
  }

  /** There is none but for means and calibration, or where the two have other weights. */
  @Override
  public Optional<Basis> clustered(UnitSums sums, Units units) {
    if (first instanceof GapStatistic one && second instanceof GapStatistic other) {
      int at = first.formula().width();
      return SignedGaps.difference(sums, one.gaps(sums, 0), other.gaps(sums, at));
    }
    return first.formula() instanceof Formula.Ratio && second.formula() instanceof Formula.Ratio
        ? MeanPairs.tooFewToResample(sums)
        : Optional.empty();
  }

  @Override
  public Statistic weighted(RowWeights weights) {
    return new Difference(first.weighted(weights), second.weighted(weights));
  }
}
