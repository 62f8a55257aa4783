package dev.bckd.stats;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Net changes and weight of every unit: what the interval of a difference of two means over the
 * same rows rests on where changes are few.
 *
 * <p>It is {@link Tango}'s, of as many changes of one size as have the variance of these, and with
 * Student's quantile: the worse a model is in truth, the more changes there are, and the larger
 * ones, which resamples of a sample that lacks them lack too. Percentiles let 3 to 15 % of models
 * pass that are worse by just the margin, if 10 to 200 changes go one way (docs/coverage.md).
 *
 * <p>Where most changes go one way and are of unequal size, the variance grows faster with the
 * difference: an end is at least as far as that of the skewness ({@link MeanMoments#skewed}).
 *
 * <p>Both ends are those of a variance that is half a standard error of its logarithm higher. A
 * gate has the one by which it fails nearer ({@link GateQuantiles}), and leaves it to {@link
 * SignFlips} whether its interval holds 0.
 */
public final class MeanPairs implements Basis {
  /** How reports call this method where rows are independent. */
  public static final String METHOD = "mean-" + Tango.METHOD;

  /** How reports call it where rows are in groups. */
  public static final String CLUSTERED = "cluster-" + METHOD;

  /** From so many changes of one size on, resampling covers as promised. */
  static final double ENOUGH = 400;

  /** How far off the variance may be, in standard errors; found by simulation. */
  static final double UNLUCKY = 0.5;

  private final String method;
  private final MeanMoments nets;
  private final Ends passing;

  private MeanPairs(String method, MeanMoments nets, Ends passing) {
    this.method = method;
    this.nets = nets;
    this.passing = passing;
    if (!vary(nets)) {
      throw new IllegalArgumentException("net changes of %d units".formatted(units()));
    }
  }

  /**
   * The basis of a method.
   *
   * @param method what {@link #method} has said
   * @param nets by unit: what it adds to the first sum and not to the second, weighted; finite, of
   *     two units or more, and neither all 0 nor all alike; not copied
   * @param weights of the rows of a unit, each positive; not copied
   */
  public MeanPairs(String method, double[] nets, double[] weights) {
    this(
        method.startsWith(CLUSTERED) ? CLUSTERED : METHOD,
        MeanMoments.of(nets, weights),
        Ends.named(method));
  }

  /**
   * The closed form where changes are too few to be resampled; empty where there are enough, none,
   * or where units have no weights that both means share.
   *
   * @param sums by unit: sum and weight of the first mean, sum and weight of the second
   */
  static Optional<Basis> tooFewToResample(UnitSums sums) {
    boolean shared =
        IntStream.range(0, sums.size()).allMatch(unit -> sums.sum(1, unit) == sums.sum(3, unit));
    String method = sums.method().startsWith("cluster") ? CLUSTERED : METHOD;
    return Optional.of(sums)
        .filter(any -> shared)
        .flatMap(
            any ->
                MeanMoments.of(
                    any.size(),
                    unit -> any.sum(0, unit) - any.sum(2, unit),
                    unit -> any.sum(1, unit)))
        .filter(MeanPairs::vary)
        .map(nets -> new MeanPairs(method, nets, Ends.NEITHER))
        .filter(pairs -> pairs.nets.effective() < ENOUGH)
        .map(pairs -> pairs);
  }

  /** Nets that are all alike, but for rounding, are not changes of which there could be more. */
  private static boolean vary(MeanMoments nets) {
    return nets.trials() > 0 && Double.isFinite(nets.trials());
  }

  /** Number of units. */
  public int units() {
    return nets.sums().length;
  }

  /** Net changes of a unit, by place from 0. */
  public double net(int place) {
    return nets.sums()[place];
  }

  /** Weight of a unit's rows, by place from 0. */
  public double weight(int place) {
    return nets.weights()[place];
  }

  @Override
  public String method() {
    return method + passing.suffix();
  }

  @Override
  public MeanPairs passingBy(Ends ends) {
    return ends.suffix().isEmpty() ? this : new MeanPairs(method, nets, ends);
  }

  @Override
  public Interval interval(double confidence) {
    double care = nets.care(UNLUCKY);
    GateQuantiles quantiles = GateQuantiles.of(confidence, nets.degrees(), care);
    Interval careful =
        tango(care, quantiles.passing()).reaching(nets.skewed(care, quantiles.passing()));
    if (passing == Ends.NEITHER) {
      return careful;
    }
    return careful
        .failing(passing, tango(1, quantiles.failing()))
        .besideZero(SignFlips.pValue(nets.sums()) <= (1 - confidence) / 2);
  }

  private Interval tango(double effect, double quantile) {
    double size = nets.size();
    double difference = nets.mean();
    double gains = (nets.changes() + difference) / 2 / size;
    double losses = gains - difference / size;
    Interval inSizes =
        Tango.ofParts(gains * nets.trials(), losses * nets.trials(), nets.trials(), effect)
            .interval(difference / size, quantile);
    return new Interval(difference, size * inSizes.low(), size * inSizes.high());
  }
}
