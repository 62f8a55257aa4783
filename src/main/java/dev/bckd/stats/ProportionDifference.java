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
  public Formula formula() {
    return new Formula.Difference(first.formula(), second.formula());
  }

  @Override
  public void add(int row, double weight, double[] sums, int at) {
    first.add(row, weight, sums, at);
    second.add(row, weight, sums, at + first.formula().width());
  }

  /** There is none where the two are shares of different rows. */
  @Override
  public Optional<Basis> independent() {
    return pairs().filter(pairs -> pairs.trials() > 0).map(pairs -> pairs);
  }

  /** There is none where the two are shares of different rows. */
  @Override
  public Optional<Basis> clustered(UnitSums sums, Units units) {
    return pairs().flatMap(pairs -> ClusterPairs.tooFewToResample(sums));
  }

  /** Whether the two are shares of the same rows. */
  boolean paired() {
    return pairs().isPresent();
  }

  private Optional<PairedCounts> pairs() {
    long onlyFirst = 0;
    long onlySecond = 0;
    long trials = 0;
    for (int row = 0; row < samples(); row++) {
      if (first.counts(row) != second.counts(row)) {
        return Optional.empty();
      }
      if (first.counts(row)) {
        trials++;
        boolean hit = first.hits(row);
        boolean other = second.hits(row);
        onlyFirst += hit && !other ? 1 : 0;
        onlySecond += other && !hit ? 1 : 0;
      }
    }
    return Optional.of(PairedCounts.independent(onlyFirst, onlySecond, trials));
  }

  @Override
  public Statistic weighted(RowWeights weights) {
    return new WeightedProportionDifference(this, weights);
  }
}
