package dev.bckd.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the interval of a calibration error, or a difference of two on the same rows, rests on: sums
 * that ought to be 0, whose sizes are added up (gaps).
 *
 * <p>A size hides a sign. Where a model is well calibrated the signs are chance, so its error is
 * found too large, the more so the fewer the rows; a worse model's is found too large by less, and
 * resamples repeat that. So percentiles let nearly all models pass whose calibration is worse by
 * just the margin, with 10,000 rows too (docs/coverage.md). If all signs were known, the error were
 * a ratio of sums, whose interval is Fieller's (1954). So the upper end is the highest of those of
 *
 * <ul>
 *   <li>the signs as found;
 *   <li>the same without the gaps of the error that is subtracted whose sign is {@link #UNSURE}:
 *       those may be 0, and what the gap of the same bin shares with one (by regression) is chance;
 *   <li>those gaps with the sign by which they move that other gap away from 0;
 *   <li>gaps that are added and unsure, but not the one of the same bin, with the sign that is not
 *       that one's: then what both share is not chance that cancels.
 * </ul>
 *
 * <p>The lower end is that of the difference the other way round, and of an error alone at least 0.
 * Nothing is promised but that an end errs in half of 1 - confidence at most: both are wide where
 * signs are unsure. What gaps of other bins share with one is left in: where groups tie bins
 * together, to take it all out takes too much.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1954.tb00159.x">Fieller, JRSS B 16 (1954)</a>
 * @see <a href="https://doi.org/10.1093/restud/rdy049">Fang and Santos, Review of Economic Studies
 *     86 (2019), on resampling where a derivative has no sign</a>
 */
public final class SignedGaps implements Basis {
  /** How reports call this method where rows are independent. */
  public static final String METHOD = "signed-gaps";

  /** How reports call it where rows are in groups. */
  public static final String CLUSTERED = "cluster-" + METHOD;

  /** So many standard errors a gap must be off for its sign to be known; found by simulation. */
  private static final double UNSURE = 3.5;

  /** So many standard errors the weights must be from 0. */
  private static final double FEWEST = 2.2;

  private final String method;
  private final int units;
  private final int added;
  private final double[] totals;
  private final double[][] covariance;
  private final double[] chance;

  /** By gap: the value, and the covariance of all values. */
  private final double[] values;

  private final double[][] errors;

  /**
   * The basis of a record.
   *
   * @param method {@link #METHOD} or {@link #CLUSTERED}
   * @param units number of units, two or more
   * @param added how many of the gaps are added; the others are subtracted
   * @param totals of every gap, then of the weights, which is positive; not copied
   * @param covariance of these totals; not copied
   * @param chance as in {@link Gaps}; not copied
   */
  public SignedGaps(
      String method,
      int units,
      int added,
      double[] totals,
      double[][] covariance,
      double[] chance) {
    this.method = method;
    this.units = units;
    this.added = added;
    this.totals = totals;
    this.covariance = covariance;
    this.chance = chance;
    int gaps = chance.length;
    if (units < 2
        || added > gaps
        || totals.length != gaps + 1
        || covariance.length != gaps + 1
        || Arrays.stream(covariance).anyMatch(row -> row.length != gaps + 1)
        || !(totals[gaps] > 0)) {
      throw new IllegalArgumentException(
          "%d gaps, %d totals of %d units".formatted(gaps, totals.length, units));
    }
    values = IntStream.range(0, gaps).mapToDouble(gap -> totals[gap] / totals[gaps]).toArray();
    errors = new double[gaps][gaps];
    for (int i = 0; i < gaps; i++) {
      for (int j = 0; j < gaps; j++) {
        errors[i][j] =
            covariance[i][j]
                - values[i] * covariance[j][gaps]
                - values[j] * covariance[i][gaps]
                + values[i] * values[j] * covariance[gaps][gaps];
      }
    }
  }

  /** Of one error. */
  static Optional<Basis> of(UnitSums sums, Gaps gaps) {
    return of(sums, gaps, new Gaps(new double[0][], gaps.weights(), new double[0]));
  }

  /** Of a difference of two; empty where they are the same, or have other weights. */
  static Optional<Basis> difference(UnitSums sums, Gaps first, Gaps second) {
    return Arrays.equals(first.weights(), second.weights())
            && !Arrays.deepEquals(first.sums(), second.sums())
        ? of(sums, first, second)
        : Optional.empty();
  }

  private static Optional<Basis> of(UnitSums sums, Gaps added, Gaps subtracted) {
    double[][] parts =
        Stream.of(added.sums(), subtracted.sums(), new double[][] {added.weights()})
            .flatMap(Arrays::stream)
            .toArray(double[][]::new);
    double[] chance =
        DoubleStream.concat(DoubleStream.of(added.chance()), DoubleStream.of(subtracted.chance()))
            .toArray();
    double[] totals =
        Arrays.stream(parts).mapToDouble(part -> DoubleStream.of(part).sum()).toArray();
    double[][] covariance = covariance(parts, totals);
    int weights = chance.length;
    return totals[weights] > FEWEST * Math.sqrt(covariance[weights][weights])
        ? Optional.of(
            new SignedGaps(
                sums.method().startsWith("cluster") ? CLUSTERED : METHOD,
                sums.size(),
                added.chance().length,
                totals,
                covariance,
                chance))
        : Optional.empty();
  }

  /** Of totals of independent units. */
  private static double[][] covariance(double[][] parts, double[] totals) {
    int units = parts[0].length;
    double[][] off = new double[parts.length][units];
    for (int i = 0; i < off.length; i++) {
      for (int unit = 0; unit < units; unit++) {
        off[i][unit] = parts[i][unit] - totals[i] / units;
      }
    }
    double[][] covariance = new double[parts.length][parts.length];
    for (int i = 0; i < off.length; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = Vectors.dot(off[i], off[j]) * units / (units - 1);
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  @Override
  public String method() {
    return method;
  }

  /** Number of units. */
  public int units() {
    return units;
  }

  /** How many of the gaps are added. */
  public int added() {
    return added;
  }

  /** Number of gaps. */
  public int gaps() {
    return chance.length;
  }

  /** The total of a gap, or after the last one of the weights. */
  public double total(int place) {
    return totals[place];
  }

  /** The covariance of two of these totals. */
  public double covariance(int one, int other) {
    return covariance[one][other];
  }

  /** The variance of a gap's total if that is chance. */
  public double chance(int gap) {
    return chance[gap];
  }

  @Override
  public Interval interval(double confidence) {
    double t = Welch.quantile(units - 1.0, confidence);
    int[] first = IntStream.range(0, added).toArray();
    int[] second = IntStream.range(added, gaps()).toArray();
    // Not -highest, which would report an end of 0 as -0.0.
    double low = 0 - highest(second, first, t);
    return new Interval(
        Arrays.stream(first).mapToDouble(gap -> Math.abs(values[gap])).sum()
            - Arrays.stream(second).mapToDouble(gap -> Math.abs(values[gap])).sum(),
        second.length == 0 ? Math.max(0, low) : low,
        highest(first, second, t));
  }

  /** The upper end of the sizes of some gaps minus those of others. */
  private double highest(int[] plus, int[] minus, double t) {
    int[] unsure = Arrays.stream(minus).filter(this::unsure).toArray();
    double[] signs = signs(plus, minus, new int[0]);
    double[] without = signs(plus, minus, unsure);
    double[] away = without.clone();
    for (int gap : unsure) {
      away[gap] = Math.signum(away[gap]);
    }
    double[] opposed = without.clone();
    for (int gap : plus) {
      int other = gap < added ? gap + added : gap - added;
      if (minus.length == plus.length && unsure(gap) && !unsure(other)) {
        opposed[gap] = Math.signum(signs[other]);
      }
    }
    return DoubleStream.of(high(signs, t), high(without, t), high(away, t), high(opposed, t))
        .max()
        .orElseThrow();
  }

  private boolean unsure(int gap) {
    double variance = Math.max(errors[gap][gap], chance[gap]);
    return variance > 0 && Math.abs(values[gap]) * weight() <= UNSURE * Math.sqrt(variance);
  }

  /** By gap: what its value counts, if some gaps are 0 in truth. */
  private double[] signs(int[] plus, int[] minus, int[] zero) {
    double[] signs = new double[gaps()];
    for (int gap : minus) {
      signs[gap] = -Math.signum(values[gap]);
    }
    for (int gap : zero) {
      signs[gap] = 0;
    }
    for (int gap : plus) {
      double value = values[gap];
      for (int other : zero) {
        value -= slope(gap, other) * values[other];
      }
      signs[gap] = Math.signum(value);
      for (int other : zero) {
        signs[other] -= signs[gap] * slope(gap, other);
      }
    }
    return signs;
  }

  /** By how much a gap moves with another one; not at all with one of another bin. */
  private double slope(int gap, int other) {
    boolean same = Math.abs(gap - other) == added;
    return same && errors[other][other] > 0 ? errors[gap][other] / errors[other][other] : 0;
  }

  private double weight() {
    return totals[gaps()];
  }

  /** Fieller's upper end of a ratio of sums; no number is too high where there is none. */
  private double high(double[] signs, double t) {
    int weights = gaps();
    double sum = Vectors.dot(signs, totals);
    double variance = 0;
    double shared = 0;
    for (int i = 0; i < signs.length; i++) {
      shared += signs[i] * covariance[i][weights];
      variance += signs[i] * Vectors.dot(signs, covariance[i]);
    }
    double a = weight() * weight() - t * t * covariance[weights][weights];
    double b = sum * weight() - t * t * shared;
    double c = sum * sum - t * t * Math.max(0, variance);
    return a > 0 ? (b + Math.sqrt(Math.max(0, b * b - a * c))) / a : Double.MAX_VALUE;
  }
}
