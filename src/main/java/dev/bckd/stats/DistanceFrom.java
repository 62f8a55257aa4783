package dev.bckd.stats;

/**
 * How far a statistic is from the value that is best.
 *
 * @param of the statistic
 * @param best that value
 */
public record DistanceFrom(Statistic of, double best) implements Statistic {

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
}
