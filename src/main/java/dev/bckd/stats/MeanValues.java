package dev.bckd.stats;

import java.util.Optional;

/**
 * Sum and weight of every unit: what the interval of a mean rests on where few units are far from
 * the rest.
 *
 * <p>It reaches as far as {@link Wilson}'s of as many rows that are off by one size as have the
 * variance of these, and as that of the skewness ({@link MeanMoments#skewed}), both with Student's
 * quantile. Off is what differs from the least mean of a unit, or from the greatest where skewness
 * is negative. A sample that lacks the rows that are farthest off has too small a mean and too
 * small a variance: percentiles let 4 to 6 % of models pass that are just at the limit, if ten to
 * fifty rows are off by unequal sizes (docs/coverage.md).
 *
 * <p>Both ends are those of a variance that is half a standard error of its logarithm higher. A
 * gate has the one by which it fails nearer ({@link GateQuantiles}).
 */
public final class MeanValues implements Basis {
  /** How reports call this method where rows are independent. */
  public static final String METHOD = "mean-" + Wilson.METHOD;

  /** How reports call it where rows are in groups. */
  public static final String CLUSTERED = "cluster-" + METHOD;

  private final String method;
  private final MeanMoments values;
  private final MeanMoments off;
  private final Ends passing;

  private MeanValues(String method, MeanMoments values, Ends passing) {
    this.method = method;
    this.values = values;
    this.passing = passing;
    off = values.above(origin());
    if (!(values.variance() > 0) || !Double.isFinite(off.trials())) {
      throw new IllegalArgumentException("sums of %d units".formatted(units()));
    }
  }

  /**
   * The basis of a method.
   *
   * @param method what {@link #method} has said
   * @param sums by unit, finite, of two units or more whose means are not all the same; not copied
   * @param weights of the rows of a unit, each positive; not copied
   */
  public MeanValues(String method, double[] sums, double[] weights) {
    this(
        method.startsWith(CLUSTERED) ? CLUSTERED : METHOD,
        MeanMoments.of(sums, weights),
        Ends.named(method));
  }

  /**
   * The closed form where too few rows are off to be resampled; empty where there are enough, none,
   * or where units have no weights.
   *
   * @param sums by unit: sum and weight
   */
  static Optional<Basis> tooFewToResample(UnitSums sums) {
    String method = sums.method().startsWith("cluster") ? CLUSTERED : METHOD;
    return MeanMoments.of(sums.size(), unit -> sums.sum(0, unit), unit -> sums.sum(1, unit))
        .map(values -> new MeanValues(method, values, Ends.NEITHER))
        .filter(values -> values.off.effective() < MeanPairs.ENOUGH)
        .map(values -> values);
  }

  private double origin() {
    return values.third() < 0 ? values.greatest() : values.least();
  }

  /** Number of units. */
  public int units() {
    return values.sums().length;
  }

  /** Sum of a unit, by place from 0. */
  public double sum(int place) {
    return values.sums()[place];
  }

  /** Weight of a unit's rows, by place from 0. */
  public double weight(int place) {
    return values.weights()[place];
  }

  @Override
  public String method() {
    return method + passing.suffix();
  }

  @Override
  public MeanValues passingBy(Ends ends) {
    return ends.suffix().isEmpty() ? this : new MeanValues(method, values, ends);
  }

  @Override
  public Interval interval(double confidence) {
    double care = values.care(MeanPairs.UNLUCKY);
    GateQuantiles quantiles = GateQuantiles.of(confidence, values.degrees(), care);
    Interval careful = interval(care, quantiles.passing());
    return passing == Ends.NEITHER
        ? careful
        : careful.failing(passing, interval(1, quantiles.failing()));
  }

  private Interval interval(double effect, double quantile) {
    double size = off.changes() / off.mean() * off.size();
    Interval rate = Wilson.interval(off.mean() / size, off.trials() / effect, quantile);
    double one = origin() + size * rate.low();
    double other = origin() + size * rate.high();
    return new Interval(values.mean(), Math.min(one, other), Math.max(one, other))
        .reaching(values.skewed(effect, quantile));
  }
}
