package dev.bckd.stats;

import java.util.Arrays;
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

  /** To first order, as {@link Formula.Area} has it. */
  @Override
  public Optional<Basis> clustered(UnitSums sums, Units units) {
    double[] totals = sums.totals();
    if (totals[1] == 0 || totals[3] == 0 || first.placements().smallerClass() < 2) {
      return Optional.empty();
    }
    double difference = first.areaOfAll() - second.areaOfAll();
    double[] values = new double[sums.size()];
    Arrays.setAll(
        values,
        unit ->
            difference
                + values.length
                    * (moved(sums, unit, 0, difference) / totals[1]
                        + moved(sums, unit, 2, difference) / totals[3]));
    return ClusterAreas.tooFewToResample(sums, values, rows());
  }

  private static double moved(UnitSums sums, int unit, int at, double difference) {
    return sums.sum(at, unit) - difference * sums.sum(at + 1, unit);
  }

  @Override
  public Statistic weighted(RowWeights weights) {
    return first.weighted(weights).minus(second.weighted(weights));
  }
}
