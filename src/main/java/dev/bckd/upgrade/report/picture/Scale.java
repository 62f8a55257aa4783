package dev.bckd.upgrade.report.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * An axis.
 *
 * @param from value at its beginning
 * @param to value at its end, greater
 * @param finest least distance between round values, such as 1 where there are only whole ones
 */
public record Scale(double from, double to, double finest) {
  private static final double MARGIN = 0.06;

  /** One with round values at any distance. */
  public Scale(double from, double to) {
    this(from, to, 0);
  }

  /** One that holds all values, with a margin on both sides. */
  public static Scale of(DoubleStream values) {
    double[] finite = values.filter(Double::isFinite).toArray();
    double low = DoubleStream.of(finite).min().orElse(0);
    double high = DoubleStream.of(finite).max().orElse(1);
    double margin = high > low ? (high - low) * MARGIN : Math.max(Math.abs(high) * 0.1, 0.01);
    return new Scale(low - margin, high + margin);
  }

  /** Where a value stands, 0 at the beginning and 1 at the end; not beyond. */
  public double at(double value) {
    return Math.max(0, Math.min(1, (value - from) / (to - from)));
  }

  /** Round values within the axis, at most so many and one more. */
  List<Double> ticks(int most) {
    double step = step(most);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** A tick with as many decimals as the step to the next one needs. */
  String label(double tick, int most) {
    int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step(most)) - 1e-9));
    double shown = Math.abs(tick) < step(most) / 2 ? 0 : tick;
    return Numbers.minus(String.format(Locale.ROOT, "%." + decimals + "f", shown));
  }

  /** 1, 2 or 5 times a power of ten. */
  private double step(int most) {
    double raw = Math.max(finest, (to - from) / most);
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double lead = raw / power;
    return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
  }
}
