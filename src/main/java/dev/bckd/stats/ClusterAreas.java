package dev.bckd.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * What the interval of an area under the ROC curve, or of a difference of two, rests on where rows
 * are in groups, or have weights: the score's ({@link AreaScore}, {@link AreaDifferenceScore}) of
 * the variance between groups.
 *
 * <p>To first order the estimate is the mean of one number a group (Obuchowski 1997). The variance
 * is that of this mean, with as many degrees of freedom as these numbers show it to have ({@link
 * DesignEffect}); how it goes with the estimate, the rows show.
 *
 * @see <a href="https://doi.org/10.2307/2533958">Obuchowski, Biometrics 53 (1997)</a>
 */
public final class ClusterAreas implements Basis {
  /** How reports call this method where rows are in groups. */
  public static final String CLUSTERED = "cluster-" + DeLong.METHOD;

  /** How reports call it where each row has a weight. */
  public static final String WEIGHTED = "weighted-" + DeLong.METHOD;

  /** From so many independent rows out of order, or changes, on resampling covers as promised. */
  private static final double ENOUGH = 400;

  private final String method;
  private final double[] values;
  private final RankedRows rows;
  private final double variance;
  private final double degrees;

  private ClusterAreas(String method, double[] values, RankedRows rows) {
    this.method = method;
    this.values = values;
    this.rows = rows;
    int units = values.length;
    double mean = DoubleStream.of(values).sum() / units;
    double[] squared =
        DoubleStream.of(values).map(value -> (value - mean) * (value - mean)).toArray();
    double squares = DoubleStream.of(squared).sum();
    variance = squares / (units - 1) / units;
    if (!(variance > 0) || !Double.isFinite(variance)) {
      throw new IllegalArgumentException("%d units, variance %s".formatted(units, variance));
    }
    degrees =
        DesignEffect.degrees(
            DoubleStream.of(squared).map(square -> square / squares - 1.0 / units).toArray());
  }

  /**
   * The basis of a method.
   *
   * @param method what {@link #method} has said
   * @param values by unit: the estimate, and what the unit moves it by times their number; of two
   *     units or more, not all alike; not copied
   * @param rows what they show
   */
  public static ClusterAreas of(String method, double[] values, RankedRows rows) {
    return new ClusterAreas(
        method.startsWith(CLUSTERED) ? CLUSTERED : WEIGHTED,
        values,
        rows.passingBy(Ends.named(method)));
  }

  /**
   * The closed form where too little is out of order, or changes, to be resampled; else empty.
   *
   * @param sums by unit, as {@link Formula.Area} has them
   * @param rows what they show
   */
  static Optional<Basis> tooFewToResample(UnitSums sums, RankedRows rows) {
    double[] values = values(sums, rows.positives().mean());
    if (DoubleStream.of(values).distinct().count() < 2) {
      return Optional.empty();
    }
    String method = sums.method().startsWith("cluster") ? CLUSTERED : WEIGHTED;
    Arrays.sort(values);
    return Optional.of(new ClusterAreas(method, values, rows))
        .filter(areas -> rows.effective(areas.variance) < ENOUGH)
        .map(areas -> areas);
  }

  private static double[] values(UnitSums sums, double estimate) {
    double[] totals = sums.totals();
    double[] values = new double[sums.size()];
    Arrays.setAll(
        values,
        unit ->
            estimate
                + values.length
                    * (moved(sums, unit, 0, estimate) / totals[1]
                        + moved(sums, unit, 2, estimate) / totals[3]));
    return values;
  }

  private static double moved(UnitSums sums, int unit, int at, double estimate) {
    return sums.sum(at, unit) - estimate * sums.sum(at + 1, unit);
  }

  /** Number of units. */
  public int units() {
    return values.length;
  }

  /** The number of a unit, by place from 0. */
  public double value(int place) {
    return values[place];
  }

  /** What the rows show. */
  public RankedRows rows() {
    return rows;
  }

  @Override
  public String method() {
    return method + rows.passing().suffix();
  }

  @Override
  public ClusterAreas passingBy(Ends ends) {
    return ends.suffix().isEmpty() ? this : new ClusterAreas(method, values, rows.passingBy(ends));
  }

  @Override
  public Interval interval(double confidence) {
    return rows.interval(variance, degrees, confidence);
  }
}
