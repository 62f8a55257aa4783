package dev.bckd.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.DoubleStream;
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
  private static final double ENOUGH = 400;

  /** How far off the variance may be, in standard errors; found by simulation. */
  private static final double UNLUCKY = 0.5;

  private final String method;
  private final double[] nets;
  private final double[] weights;
  private final Ends passing;

  private final double all;
  private final double difference;
  private final double variance;
  private final double degrees;

  private MeanPairs(String method, double[] nets, double[] weights, Ends passing) {
    this.method = method;
    this.nets = nets;
    this.weights = weights;
    this.passing = passing;
    if (nets.length != weights.length || DoubleStream.of(weights).anyMatch(sum -> !(sum > 0))) {
      throw new IllegalArgumentException(
          "%d net changes, %d weights".formatted(nets.length, weights.length));
    }
    all = DoubleStream.of(weights).sum();
    difference = DoubleStream.of(nets).sum() / all;
    double[] off = new double[nets.length];
    Arrays.setAll(off, i -> nets[i] - difference * weights[i]);
    double squares = Vectors.dot(off, off);
    variance = squares * nets.length / (nets.length - 1) / all / all;
    double perOff = 2 * Vectors.dot(off, weights) / (squares * all);
    double[] influences = new double[nets.length];
    Arrays.setAll(
        influences,
        i ->
            off[i] * off[i] / squares - perOff * off[i] - 2 * weights[i] / all + 1.0 / nets.length);
    degrees = DesignEffect.degrees(influences);
    if (!(trials() > 0) || !Double.isFinite(trials())) {
      throw new IllegalArgumentException("net changes of %d units".formatted(nets.length));
    }
  }

  /**
   * @param method {@link #METHOD} or {@link #CLUSTERED}, or what {@link #method} has said
   * @param nets by unit: what it adds to the first sum and not to the second, weighted; finite, of
   *     two units or more, and neither all 0 nor all alike; not copied
   * @param weights of the rows of a unit, each positive; not copied
   */
  public MeanPairs(String method, double[] nets, double[] weights) {
    this(method.startsWith(CLUSTERED) ? CLUSTERED : METHOD, nets, weights, Ends.named(method));
  }

  /**
   * The closed form where changes are too few to be resampled; empty where there are enough, none,
   * or where units have no weights that both means share.
   *
   * @param sums by unit: sum and weight of the first mean, sum and weight of the second
   */
  static Optional<Basis> tooFewToResample(UnitSums sums) {
    int[] order =
        IntStream.range(0, sums.size())
            .filter(unit -> sums.sum(1, unit) != 0 || net(sums, unit) != 0)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(unit -> sums.sum(1, unit))
                    .thenComparingDouble(unit -> net(sums, unit)))
            .mapToInt(unit -> unit)
            .toArray();
    boolean shared =
        IntStream.of(order)
            .allMatch(unit -> sums.sum(1, unit) > 0 && sums.sum(1, unit) == sums.sum(3, unit));
    return shared
        ? tooFewToResample(
            sums.method(),
            IntStream.of(order).mapToDouble(unit -> net(sums, unit)).toArray(),
            IntStream.of(order).mapToDouble(unit -> sums.sum(1, unit)).toArray())
        : Optional.empty();
  }

  private static Optional<Basis> tooFewToResample(String method, double[] nets, double[] weights) {
    if (DoubleStream.of(nets).distinct().count() < 2) {
      return Optional.empty();
    }
    String own = method.startsWith("cluster") ? CLUSTERED : METHOD;
    return Optional.of(new MeanPairs(own, nets, weights, Ends.NEITHER))
        .filter(pairs -> pairs.changes() / pairs.size() * pairs.trials() < ENOUGH)
        .map(pairs -> pairs);
  }

  private static double net(UnitSums sums, int unit) {
    return sums.sum(0, unit) - sums.sum(2, unit);
  }

  /** Number of units. */
  public int units() {
    return nets.length;
  }

  /** Net changes of a unit, by place from 0. */
  public double net(int place) {
    return nets[place];
  }

  /** Weight of a unit's rows, by place from 0. */
  public double weight(int place) {
    return weights[place];
  }

  @Override
  public String method() {
    return method + passing.suffix();
  }

  @Override
  public MeanPairs passingBy(Ends ends) {
    return ends.suffix().isEmpty() ? this : new MeanPairs(method, nets, weights, ends);
  }

  @Override
  public Interval interval(double confidence) {
    double care = DesignEffect.unlucky(1, degrees, UNLUCKY);
    GateQuantiles quantiles = GateQuantiles.of(confidence, degrees, care);
    Interval careful = interval(care, quantiles.passing());
    if (passing == Ends.NEITHER) {
      return careful;
    }
    return careful
        .failing(passing, interval(1, quantiles.failing()))
        .besideZero(SignFlips.pValue(nets) <= (1 - confidence) / 2);
  }

  private Interval interval(double effect, double quantile) {
    double gains = (changes() + difference) / 2 / size();
    double losses = gains - difference / size();
    Interval inSizes =
        Tango.ofParts(gains * trials(), losses * trials(), trials(), effect)
            .interval(difference / size(), quantile);
    return new Interval(difference, size() * inSizes.low(), size() * inSizes.high());
  }

  /** The mean of changes without sign. */
  private double changes() {
    return DoubleStream.of(nets).map(Math::abs).sum() / all;
  }

  /** The size of changes that are all alike, as far as few large ones are worth few. */
  private double size() {
    return Vectors.dot(nets, nets) / all / changes() * nets.length / all;
  }

  /** So many independent rows with changes of that size have the variance of these units. */
  private double trials() {
    return (changes() * size() - difference * difference) / variance;
  }
}
