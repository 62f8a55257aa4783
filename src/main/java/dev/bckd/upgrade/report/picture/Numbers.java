package dev.bckd.upgrade.report.picture;

import dev.bckd.stats.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people. */
public final class Numbers {
  private Numbers() {}

  /** Four decimals, with a true minus. */
  public static String four(double value) {
    return Double.isInfinite(value)
        ? minus(value > 0 ? "∞" : "-∞")
        : minus(String.format(Locale.ROOT, "%.4f", value));
  }

  /** Four decimals and always a sign, for differences. */
  public static String signed(double value) {
    return minus(String.format(Locale.ROOT, "%+.4f", value));
  }

  /** The ends of an interval. */
  public static String ends(Interval interval) {
    return "[" + four(interval.low()) + ", " + four(interval.high()) + "]";
  }

  /** A limit as it was written, without digits that say nothing. */
  public static String limit(double value) {
    String plain = String.format(Locale.ROOT, "%.6f", value);
    return minus(plain.replaceFirst("\\.?0+$", ""));
  }

  /** A share in [0, 1] as a percentage. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f\u202f%%", 100 * share);
  }

  /** A p-value: two digits that count, and none of what is next to nothing. */
  public static String pValue(double p) {
    if (p < 1e-4) {
      return "below 0.0001";
    }
    return limit(new BigDecimal(p).round(new MathContext(2)).doubleValue());
  }

  /** A count, its thousands parted. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A place in a picture, to two decimals. */
  static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
  }

  /** A place as a share of a picture's width. */
  static String share(double value) {
    return coordinate(100 * value) + "%";
  }

  static String minus(String number) {
    return number.replace('-', '\u2212');
  }
}
