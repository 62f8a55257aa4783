package dev.bckd.stats;

import java.util.OptionalDouble;

/** The mean of one number a row. Defined where there is a row. */
public final class Mean implements Statistic {
  private final double[] values;

  /**
   * @param values one finite number a row; not copied
   */
  public Mean(double[] values) {
    this.values = values;
  }

  @Override
  public int samples() {
    return values.length;
  }

  @Override
  public Resampled by(Units units) {
    double[] sums = new double[units.size()];
    long[] counts = new long[units.size()];
    for (int row = 0; row < values.length; row++) {
      sums[units.of(row)] += values[row];
      counts[units.of(row)]++;
    }
    return weights -> ratio(weights, sums, counts);
  }

  private static OptionalDouble ratio(int[] weights, double[] sums, long[] counts) {
    double sum = 0;
    long count = 0;
    for (int unit = 0; unit < weights.length; unit++) {
      sum += weights[unit] * sums[unit];
      count += weights[unit] * counts[unit];
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }
}
