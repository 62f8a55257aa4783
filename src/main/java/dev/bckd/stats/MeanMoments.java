package dev.bckd.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A mean over units of unequal weight, its variance and its skewness.
 *
 * @param sums by unit; of two units or more
 * @param weights of the units, each positive
 * @param all the sum of the weights
 * @param mean the sum of the sums divided by it
 * @param variance of the mean between units; 0 where all units have the same
 * @param third central moment of the mean
 * @param degrees of freedom of the variance, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record MeanMoments(
    double[] sums,
    double[] weights,
    double all,
    double mean,
    double variance,
    double third,
    double degrees) {
  /** Means that differ by no more than this share of them are the same. */
  private static final double ROUNDING = 1e-9;

  /** Of units whose sums are neither all 0 nor not numbers; arrays are not copied. */
  static MeanMoments of(double[] sums, double[] weights) {
    int units = sums.length;
    if (units != weights.length || units < 2 || DoubleStream.of(weights).anyMatch(w -> !(w > 0))) {
      throw new IllegalArgumentException("%d sums, %d weights".formatted(units, weights.length));
    }
    double all = DoubleStream.of(weights).sum();
    double mean = DoubleStream.of(sums).sum() / all;
    double[] off = new double[units];
    Arrays.setAll(off, i -> sums[i] - mean * weights[i]);
    double squares = Vectors.dot(off, off);
    double cubes = DoubleStream.of(off).map(o -> o * o * o).sum();
    double perOff = 2 * Vectors.dot(off, weights) / (squares * all);
    double[] influences = new double[units];
    Arrays.setAll(
        influences,
        i -> off[i] * off[i] / squares - perOff * off[i] - 2 * weights[i] / all + 1.0 / units);
    return new MeanMoments(
        sums,
        weights,
        all,
        mean,
        squares * units / (units - 1) / all / all,
        cubes / (all * all * all),
        DesignEffect.degrees(influences));
  }

  /**
   * Of units in an order that is not that of their rows, those without weight and sum left out;
   * empty where a unit has no weight, where there are fewer than two, or all have the same mean.
   *
   * @param units number of units
   * @param sum by unit
   * @param weight by unit
   */
  static Optional<MeanMoments> of(int units, IntToDoubleFunction sum, IntToDoubleFunction weight) {
    int[] order =
        IntStream.range(0, units)
            .filter(unit -> weight.applyAsDouble(unit) != 0 || sum.applyAsDouble(unit) != 0)
            .boxed()
            .sorted(
                Comparator.comparingDouble(weight::applyAsDouble)
                    .thenComparingDouble(sum::applyAsDouble))
            .mapToInt(unit -> unit)
            .toArray();
    double[] sums = IntStream.of(order).mapToDouble(sum).toArray();
    double[] weights = IntStream.of(order).mapToDouble(weight).toArray();
    DoubleSummaryStatistics means =
        IntStream.range(0, order.length).mapToDouble(i -> sums[i] / weights[i]).summaryStatistics();
    double largest = Math.max(Math.abs(means.getMin()), Math.abs(means.getMax()));
    boolean differ = means.getMax() - means.getMin() > ROUNDING * largest;
    return order.length > 1 && differ && DoubleStream.of(weights).allMatch(own -> own > 0)
        ? Optional.of(of(sums, weights))
        : Optional.empty();
  }

  /** That of the same units, each sum less its weight times a number. */
  MeanMoments above(double origin) {
    double[] less = new double[sums.length];
    Arrays.setAll(less, i -> sums[i] - origin * weights[i]);
    return of(less, weights);
  }

  /** The least mean of a unit. */
  double least() {
    return means().min().orElseThrow();
  }

  /** The greatest mean of a unit. */
  double greatest() {
    return means().max().orElseThrow();
  }

  private DoubleStream means() {
    return IntStream.range(0, sums.length).mapToDouble(i -> sums[i] / weights[i]);
  }

  /** The mean of the sums without sign. */
  double changes() {
    return DoubleStream.of(sums).map(Math::abs).sum() / all;
  }

  /** The size of sums that are 0 or all alike, as far as few large ones are worth few. */
  double size() {
    return Vectors.dot(sums, sums) / all / changes() * sums.length / all;
  }

  /** So many independent rows with sums of that size have the variance of these units. */
  double trials() {
    return (changes() * size() - mean * mean) / variance;
  }

  /** So many of these rows have a sum that is not 0. */
  double effective() {
    return changes() / size() * trials();
  }

  /** How many times as large the variance is for the end by which a gate passes. */
  double care(double errors) {
    return DesignEffect.unlucky(1, degrees, errors);
  }

  /**
   * The score interval of a mean whose variance goes with it as its skewness says: the farther out
   * the mean, the more of the large sums there are that it lacks (the first term of Hall 1992).
   *
   * <pre>(mean - m)^2 = z^2 variance (1 + (m - mean) third / variance^2)</pre>
   *
   * @param effect how many times as large the variance is
   * @param quantile z
   * @see <a href="https://doi.org/10.1111/j.2517-6161.1992.tb01876.x">Hall, JRSS B 54 (1992)</a>
   */
  Interval skewed(double effect, double quantile) {
    double square = quantile * quantile * variance * effect;
    double shift = square * third / (variance * variance);
    double root = Math.sqrt(shift * shift + 4 * square);
    return new Interval(mean, mean + (shift - root) / 2, mean + (shift + root) / 2);
  }
}
