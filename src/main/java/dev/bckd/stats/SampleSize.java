package dev.bckd.stats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;

/**
 * How many rows a gate would need to decide.
 *
 * <p>An interval narrows with the root of the rows. If the estimate is the truth, the whole
 * interval keeps clear of the limit with a probability of 0.8 once there are n ((z + z_0.8) / z h /
 * |estimate - limit|)^2 rows, where n rows gave a half-width h towards the limit and z belongs to
 * the confidence. For a paired difference of 0 that is (z + z_0.8)^2 discordant / margin^2.
 *
 * <p>It is advice: the estimate is not the truth. Rows that come in groups are taken to come in
 * more groups of the same size.
 *
 * @param rows rounded to two significant digits, positive
 * @see <a href="https://doi.org/10.1016/0197-2456(82)90024-1">Blackwelder, Controlled Clinical
 *     Trials 3 (1982)</a>
 */
public record SampleSize(long rows) {
  /** The probability to decide that is asked for. */
  public static final double POWER = 0.8;

  /** Beyond so many times the rows at hand, more rows are no advice. */
  private static final double MOST = 1_000;

  /**
   * The rows that would decide.
   *
   * @param rows number of rows behind the interval, positive
   * @param interval what they gave
   * @param confidence of the interval, two-sided, in (0, 1)
   * @param limit what the interval is held against
   * @return empty where the estimate lies on the limit, or so near that it would take more than
   *     1,000 times the rows
   */
  public static Optional<SampleSize> toDecide(
      long rows, Interval interval, double confidence, double limit) {
    double needed = unrounded(rows, interval, confidence, limit);
    return needed <= MOST * rows
        ? Optional.of(new SampleSize(Math.max(1, twoDigits(needed))))
        : Optional.empty();
  }

  /** Infinite, or not a number, where the estimate lies on the limit. */
  static double unrounded(long rows, Interval interval, double confidence, double limit) {
    double half =
        limit > interval.estimate()
            ? interval.high() - interval.estimate()
            : interval.estimate() - interval.low();
    double z = StandardNormal.twoSided(confidence);
    double narrower =
        (z + StandardNormal.quantile(POWER)) / z * half / Math.abs(interval.estimate() - limit);
    return rows * narrower * narrower;
  }

  /** Such as "needs about 24,000 rows". */
  public String text() {
    return String.format(Locale.ROOT, "needs about %,d rows", rows);
  }

  private static long twoDigits(double number) {
    return BigDecimal.valueOf(number).round(new MathContext(2)).longValue();
  }
}
