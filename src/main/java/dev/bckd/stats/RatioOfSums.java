package dev.bckd.stats;

import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** One sum over the rows divided by another. Defined where the second is not 0. */
public final class RatioOfSums implements Statistic {
  private static final Formula FORMULA = new Formula.Ratio();

  private final int samples;
  private final IntToDoubleFunction numerator;
  private final IntToDoubleFunction denominator;

  /**
   * @param samples number of rows
   * @param numerator what a row, by number from 0, adds to the first sum; finite
   * @param denominator what it adds to the second; finite
   */
  public RatioOfSums(int samples, IntToDoubleFunction numerator, IntToDoubleFunction denominator) {
    this.samples = samples;
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** The mean of one finite number a row. */
  public static RatioOfSums mean(int samples, IntToDoubleFunction value) {
    return new RatioOfSums(samples, value, row -> 1);
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public Formula formula() {
    return FORMULA;
  }

  @Override
  public void add(int row, double weight, double[] sums, int at) {
    sums[at] += weight * numerator.applyAsDouble(row);
    sums[at + 1] += weight * denominator.applyAsDouble(row);
  }

  @Override
  public Optional<Basis> clustered(UnitSums sums, Units units) {
    return MeanValues.tooFewToResample(sums);
  }
}
