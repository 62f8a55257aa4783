package dev.bckd.stats;

import java.util.Arrays;
import java.util.Optional;

/**
 * How far a ratio of sums is from the value that is best.
 *
 * @param of the ratio
 * @param best that value
 */
public record DistanceFrom(Statistic of, double best) implements GapStatistic {

  public DistanceFrom {
    if (!(of.formula() instanceof Formula.Ratio)) {
      throw new IllegalArgumentException("no ratio: " + of.formula());
    }
  }

  @Override
  public int samples() {
    return of.samples();
  }

  @Override
  public Formula formula() {
    return new Formula.Distance(of.formula(), best);
  }

  @Override
  public void add(int row, double weight, double[] sums, int at) {
    of.add(row, weight, sums, at);
  }

  /** One: the first sum minus as many times the second as is best. */
  @Override
  public Gaps gaps(UnitSums sums, int at) {
    double[] gap = new double[sums.size()];
    Arrays.setAll(gap, unit -> sums.sum(at, unit) - best * sums.sum(at + 1, unit));
    return new Gaps(new double[][] {gap}, sums.sums(at + 1), new double[1]);
  }

  @Override
  public Optional<Basis> clustered(UnitSums sums, Units units) {
    return SignedGaps.of(sums, gaps(sums, 0));
  }

  @Override
  public Statistic weighted(RowWeights weights) {
    return new DistanceFrom(of.weighted(weights), best);
  }
}
