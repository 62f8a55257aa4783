package dev.bckd.stats;

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
}
