package dev.bckd.stats;

import java.util.Optional;

/**
 * A difference of two areas under ROC curves over the same rows and labels.
 *
 * @param first what is subtracted from
 * @param second what is subtracted
 */
record AreaDifference(AreaUnderCurve first, AreaUnderCurve second) implements Statistic {

  @Override
  public int samples() {
    return first.samples();
  }

  @Override
  public Formula formula() {
    return new Formula.Area(first.areaOfAll() - second.areaOfAll());
  }

  @Override
  public void add(int row, double weight, double[] sums, int at) {
    int own = first.placements().positive(row) ? at : at + 2;
    sums[own] += weight * first.weight(row) * difference(row);
    sums[own + 1] += weight * first.weight(row);
  }

  private double difference(int row) {
    return first.placements().of(row) - second.placements().of(row);
  }

  @Override
  public Optional<Basis> independent() {
    return first.independent().map(both -> rows());
  }

  private PairedAreas rows() {
    return DeLong.difference(
        first.placements()::positive,
        this::difference,
        first::weight,
        samples(),
        (first.areaOfAll() + second.areaOfAll()) / 2);
  }

  @Override
  public Optional<Basis> clustered(UnitSums sums, Units units) {
    return first.placements().smallerClass() < 2
        ? Optional.empty()
        : ClusterAreas.tooFewToResample(sums, rows());
  }

  @Override
  public Statistic weighted(RowWeights weights) {
    return first.weighted(weights).minus(second.weighted(weights));
  }
}
