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
   * Of one area. Where rows have weights, they are as many as these leave.
   *
   * @param positive the class of a row
   * @param placement of a row
   * @param rows number of rows, at least two of each class
   */
  static AreaMoments area(
      IntPredicate positive, IntToDoubleFunction placement, RowWeights weights, int rows) {
    Classes classes = new Classes(positive, placement, weights, rows);
    return new AreaMoments(classes.positives.moments(), classes.negatives.moments(), Ends.NEITHER);
  }

  /**
   * Of a difference of two.
   *
   * @param difference of a row's placements
   * @param area the mean of both areas
   */
  static PairedAreas difference(
      IntPredicate positive,
      IntToDoubleFunction difference,
      RowWeights weights,
      int rows,
      double area) {
    Classes classes = new Classes(positive, difference, weights, rows);
    Moments positives = classes.positives.moments();
    Moments negatives = classes.negatives.moments();
    double first = positives.varianceOfMean();
    double both = first + negatives.varianceOfMean();
    double share = both == 0 ? 0.5 : first / both;
    double changes =
        share * classes.positives.meanSize() + (1 - share) * classes.negatives.meanSize();
    // Rounded, changes that are all one way can be less than what they add up to.
    double atLeast = Math.max(changes, Math.abs(positives.mean()));
    return new PairedAreas(positives, negatives, atLeast, area, Ends.NEITHER);
  }

  /** Numbers of the rows of both classes. */
  private static final class Classes {
    final Welford positives = new Welford();
    final Welford negatives = new Welford();

    Classes(IntPredicate positive, IntToDoubleFunction number, RowWeights weights, int rows) {
      for (int row = 0; row < rows; row++) {
        (positive.test(row) ? positives : negatives)
            .add(number.applyAsDouble(row), weights.of(row));
      }
    }
  }

  /** Moments of numbers seen one by one, each with a weight (West 1979). */
  private static final class Welford {
    private double weights;
    private double weightsSquared;
    private double mean;
    private double squares;
    private double sizes;

    void add(double value, double weight) {
      if (weight == 0) {
        return;
      }
      weights += weight;
      weightsSquared += weight * weight;
      sizes += weight * Math.abs(value);
      double before = value - mean;
      mean += before * weight / weights;
      squares += weight * before * (value - mean);
    }

    double meanSize() {
      return sizes / weights;
    }

    /** Of as many numbers as have that mean's variance (Kish 1965), of two at least. */
    Moments moments() {
      long count = Math.max(2, Math.round(weights * weights / weightsSquared));
      return new Moments(count, mean, squares * (count / weights));
    }
  }
}
