package dev.bckd.stats;

import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * What the interval of a difference of two areas under ROC curves rests on where rows are in
 * groups, or have weights: the score's ({@link AreaDifferenceScore}) of the variance between
 * groups.
 *
 * <p>To first order the difference is the mean of one number a group (Obuchowski 1997). The
 * variance is that of this mean, with as many degrees of freedom as these numbers show it to have
 * ({@link DesignEffect}); how it goes with the difference, the rows show.
 *
 * @see <a href="https://doi.org/10.2307/2533958">Obuchowski, Biometrics 53 (1997)</a>
 */
public final class ClusterAreas implements Basis {
  /** How reports call this method where rows are in groups. */
  public static final String CLUSTERED = "cluster-" + DeLong.METHOD;

  /** How reports call it where each row has a weight. */
  public static final String WEIGHTED = "weighted-" + DeLong.METHOD;

  /** From so many independent changes on, resampling covers as promised. */
  private static final double ENOUGH = 400;

  private final String method;
  private final double[] values;
  private final PairedAreas rows;
  private final AreaDifferenceScore score;

  private ClusterAreas(String method, double[] values, PairedAreas rows) {
    this.method = method;
    this.values = values;
    this.rows = rows;
    int units = values.length;
    double mean = DoubleStream.of(values).sum() / units;
    double[] squared =
        DoubleStream.of(values).map(value -> (value - mean) * (value - mean)).toArray();
    double squares = DoubleStream.of(squared).sum();
    double[] influences =
        DoubleStream.of(squared).map(square -> square / squares - 1.0 / units).toArray();
    double variance = squares / (units - 1) / units;
    if (!(variance > 0) || !Double.isFinite(variance) || rows.changes() == 0) {
      throw new IllegalArgumentException(
          "%d units, variance %s, changes of %s".formatted(units, variance, rows.changes()));
    }
    score = new AreaDifferenceScore(variance, DesignEffect.degrees(influences), rows);
  }

  /**
   * The basis of a method.
   *
   * @param method what {@link #method} has said
   * @param values by unit: the difference, and what the unit moves it by times their number; of two
   *     units or more, not all alike; not copied
   * @param rows what is known of the rows
   */
  public static ClusterAreas of(String method, double[] values, PairedAreas rows) {
    return new ClusterAreas(
        method.startsWith(CLUSTERED) ? CLUSTERED : WEIGHTED,
        values,
        rows.passingBy(Ends.named(method)));
  }

  /** The closed form where changes are too few to be resampled; else empty. */
  static Optional<Basis> tooFewToResample(UnitSums sums, double[] values, PairedAreas rows) {
    if (DoubleStream.of(values).distinct().count() < 2) {
      return Optional.empty();
    }
    String method = sums.method().startsWith("cluster") ? CLUSTERED : WEIGHTED;
    return Optional.of(of(method, DoubleStream.of(values).sorted().toArray(), rows))
        .filter(areas -> areas.score.effectiveChanges() < ENOUGH)
        .map(areas -> areas);
  }

  /** Number of units. */
  public int units() {
    return values.length;
  }

  /** The number of a unit, by place from 0. */
  public double value(int place) {
    return values[place];
  }

  /** What is known of the rows. */
  public PairedAreas rows() {
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
    return score.interval(confidence, rows.passing());
  }
}
