package dev.bckd.stats;

import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A statistic's sums by unit, and how to resample them: what the percentile interval of a bootstrap
 * rests on. Thread-safe.
 */
public final class UnitSums implements Basis {
  private final String method;
  private final Formula formula;
  private final Draws draws;
  private final int[] units;
  private final double[][] sums;
  private volatile @Nullable Replicates replicates;

  /**
   * @param method how reports call it
   * @param formula what the sums amount to
   * @param draws how often each unit is in each resample
   * @param units the units with a row, by number among those drawn for; not copied
   * @param sums for each sum of the formula one number for each of these units; not copied
   */
  public UnitSums(String method, Formula formula, Draws draws, int[] units, double[][] sums) {
    this.method = method;
    this.formula = formula;
    this.draws = draws;
    this.units = units;
    this.sums = sums;
  }

  static UnitSums of(Statistic statistic, Units units, Draws draws, String method) {
    int width = statistic.formula().width();
    double[] byUnit = new double[width * draws.units()];
    boolean[] seen = new boolean[draws.units()];
    for (int row = 0; row < statistic.samples(); row++) {
      int drawn = units.drawn(row);
      seen[drawn] = true;
      statistic.add(row, 1, byUnit, drawn * width);
    }
    int[] present = IntStream.range(0, seen.length).filter(unit -> seen[unit]).toArray();
    double[][] sums = new double[width][present.length];
    for (int i = 0; i < present.length; i++) {
      for (int k = 0; k < width; k++) {
        sums[k][i] = byUnit[present[i] * width + k];
      }
    }
    return new UnitSums(method, statistic.formula(), draws, present, sums);
  }

  @Override
  public String method() {
    return method;
  }

  /** What the sums amount to. */
  public Formula formula() {
    return formula;
  }

  /** How often each unit is in each resample. */
  public Draws draws() {
    return draws;
  }

  /** Number of units with a row. */
  public int size() {
    return units.length;
  }

  /** The number of a unit, by place from 0, among those drawn for. */
  public int unit(int place) {
    return units[place];
  }

  /** One sum of a unit, by place from 0. */
  public double sum(int index, int place) {
    return sums[index][place];
  }

  /** One sum of all units; not copied. */
  double[] sums(int index) {
    return sums[index];
  }

  /** The statistic on every resample; computed once. */
  public Replicates replicates() {
    Replicates known = replicates;
    if (known == null) {
      int drawn = draws.bootstrap().replicates();
      double[] values =
          IntStream.range(0, drawn)
              .parallel()
              .mapToObj(replicate -> value(draws.replicate(replicate)))
              .flatMapToDouble(OptionalDouble::stream)
              .toArray();
      known = new Replicates(values, drawn);
      replicates = known;
    }
    return known;
  }

  /** Between {@link Percentiles}; there must be a resample on which the statistic is defined. */
  @Override
  public Interval interval(double confidence) {
    return Percentiles.of(this).interval(confidence);
  }

  /** The statistic on the sample as it is; empty where it is not defined. */
  public OptionalDouble value() {
    return formula.value(totals(), 0);
  }

  /** The formula's sums over all units. */
  double[] totals() {
    double[] totals = new double[sums.length];
    for (int k = 0; k < totals.length; k++) {
      for (double sum : sums[k]) {
        totals[k] += sum;
      }
    }
    return totals;
  }

  private OptionalDouble value(byte[] weights) {
    double[] times = new double[units.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = weights[units[i]];
    }
    double[] drawn = new double[sums.length];
    for (int k = 0; k < drawn.length; k++) {
      drawn[k] = dot(times, sums[k]);
    }
    return formula.value(drawn, 0);
  }

  /** Four sums side by side: one alone would wait for each addition to end. */
  private static double dot(double[] times, double[] values) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < values.length; i += 4) {
      a += times[i] * values[i];
      b += times[i + 1] * values[i + 1];
      c += times[i + 2] * values[i + 2];
      d += times[i + 3] * values[i + 3];
    }
    for (; i < values.length; i++) {
      a += times[i] * values[i];
    }
    return a + b + (c + d);
  }
}
