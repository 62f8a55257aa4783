package dev.bckd.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Sums over the rows of every unit: what is known of rows that belong together and may count more
 * or less.
 *
 * @param values of what is averaged, weighted: hits, or net changes
 * @param trials weights; of rows that count alike their number
 * @param squares of weights; of rows that count alike their number
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
record Clusters(double[] values, double[] trials, double[] squares) {
  Clusters {
    if (values.length != trials.length || values.length != squares.length) {
      throw new IllegalArgumentException(
          "%d values, %d trials, %d squares"
              .formatted(values.length, trials.length, squares.length));
    }
  }

  /** Units of rows that count alike. */
  static Clusters counted(int[] values, int[] trials) {
    double[] rows = doubles(trials);
    return new Clusters(doubles(values), rows, rows);
  }

  /** Those of some units that have trials, in an order that is not that of the rows. */
  static Clusters sorted(
      int size,
      IntToDoubleFunction values,
      IntToDoubleFunction trials,
      IntToDoubleFunction squares) {
    int[] order =
        IntStream.range(0, size)
            .filter(unit -> trials.applyAsDouble(unit) > 0)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(trials::applyAsDouble)
                    .thenComparingDouble(values::applyAsDouble)
                    .thenComparingDouble(squares::applyAsDouble))
            .mapToInt(unit -> unit)
            .toArray();
    return new Clusters(of(order, values), of(order, trials), of(order, squares));
  }

  private static double[] of(int[] order, IntToDoubleFunction sum) {
    return Arrays.stream(order).mapToDouble(sum).toArray();
  }

  private static double[] doubles(int[] counts) {
    return IntStream.of(counts).asDoubleStream().toArray();
  }

  int size() {
    return values.length;
  }

  /** All trials. */
  double all() {
    return DoubleStream.of(trials).sum();
  }

  /** All values. */
  double sum() {
    return DoubleStream.of(values).sum();
  }

  /** The same trials with other values. */
  Clusters with(DoubleUnaryOperator value) {
    return new Clusters(DoubleStream.of(values).map(value).toArray(), trials, squares);
  }

  boolean every(IntPredicate condition) {
    return IntStream.range(0, size()).allMatch(condition);
  }

  /**
   * In a unit of weight in which as many trials tell as much as all of these, if all are
   * independent: the square of the sum of weights over the sum of their squares (Kish 1965).
   */
  Clusters effective() {
    double scale = all() / DoubleStream.of(squares).sum();
    return scale == 1
        ? this
        : new Clusters(
            DoubleStream.of(values).map(value -> scale * value).toArray(),
            DoubleStream.of(trials).map(weight -> scale * weight).toArray(),
            DoubleStream.of(squares).map(square -> scale * scale * square).toArray());
  }

  /** So many units of the same weight tell as much as these units, each taken for one trial. */
  long effectiveUnits() {
    double all = all();
    double ofSquares = DoubleStream.of(trials).map(weight -> weight * weight).sum();
    return Math.max(1, (long) Math.floor(all / ofSquares * all + 1e-9));
  }
}
