package dev.bckd.stats;

import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * The interval of an area under the ROC curve, and of the difference of two on the same rows, where
 * rows are independent.
 *
 * <p>The area is the mean placement ({@link Placements}), and its variance the sum of the variances
 * of the positives' and the negatives' mean.
 *
 * @see <a href="https://doi.org/10.2307/2531595">DeLong, DeLong, Clarke-Pearson, Biometrics 44
 *     (1988)</a>
 */
final class DeLong {

  /** How reports call this method. */
  static final String METHOD = "delong";

  private DeLong() {}

  /**
   * The moments of placements, or of differences of placements.
   *
   * @param positive the class of a row
   * @param placement of a row
   * @param rows number of rows, at least two of each class
   * @param lowest the lowest value there can be
   */
  static AreaMoments moments(
      IntPredicate positive, IntToDoubleFunction placement, int rows, double lowest) {
    Welford positives = new Welford();
    Welford negatives = new Welford();
    for (int row = 0; row < rows; row++) {
      (positive.test(row) ? positives : negatives).add(placement.applyAsDouble(row));
    }
    return new AreaMoments(positives.moments(), negatives.moments(), lowest);
  }

  /** Moments of numbers seen one by one. */
  private static final class Welford {
    private long count;
    private double mean;
    private double squares;

    void add(double value) {
      count++;
      double before = value - mean;
      mean += before / count;
      squares += before * (value - mean);
    }

    Moments moments() {
      return new Moments(count, mean, squares);
    }
  }
}
