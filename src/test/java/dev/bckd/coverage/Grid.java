package dev.bckd.coverage;

import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Where to look. */
final class Grid {
  private Grid() {}

  /** Numbers evenly spaced in their logarithm, both ends among them. */
  static DoubleStream logarithmic(double from, double to, int points) {
    return IntStream.range(0, points)
        .mapToDouble(i -> from * Math.pow(to / from, points == 1 ? 0 : i / (points - 1.0)));
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.3g %%", 100 * share);
  }
}
