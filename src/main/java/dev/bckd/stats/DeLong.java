package dev.bckd.stats;

import java.util.Optional;

/**
 * The interval of an area under the ROC curve, and of the difference of two on the same rows, where
 * rows are independent.
 *
 * <p>Each positive row's placement is the share of negatives below it, each negative's the share of
 * positives above it; the area is the mean placement, and its variance the sum of the variances of
 * the two means. Placements come from one sort (Sun and Xu 2014), so the cost is O(n log n).
 *
 * @see <a href="https://doi.org/10.2307/2531595">DeLong, DeLong, Clarke-Pearson, Biometrics 44
 *     (1988)</a>
 * @see <a href="https://doi.org/10.1109/LSP.2014.2337313">Sun and Xu, IEEE SPL 21 (2014)</a>
 */
public final class DeLong {
  /** How reports call this method. */
  public static final String METHOD = "delong";

  private DeLong() {}

  /**
   * The interval of an area, cut to [0, 1].
   *
   * <p>An area of exactly 0 or 1 has no variance to estimate; there it is Wilson's over the smaller
   * class, since no area's variance exceeds area (1 - area) / min(positives, negatives) (Birnbaum
   * and Klose 1957).
   *
   * @param confidence two-sided, in (0, 1)
   * @return empty with fewer than two positive or two negative rows
   */
  public static Optional<Interval> area(AreaUnderCurve curve, double confidence) {
    ScoreOrder order = curve.order();
    return interval(order, placements(order), confidence)
        .map(
            interval ->
                interval.estimate() == 0 || interval.estimate() == 1
                    ? separated(interval.estimate(), smallerClass(curve), confidence)
                    : new Interval(
                        interval.estimate(),
                        Math.max(0, interval.low()),
                        Math.min(1, interval.high())));
  }

  /**
   * The interval of the first area minus the second, both over the same rows and labels.
   *
   * @param confidence two-sided, in (0, 1)
   * @return empty with fewer than two positive or two negative rows
   */
  public static Optional<Interval> difference(
      AreaUnderCurve first, AreaUnderCurve second, double confidence) {
    double[] differences = placements(first.order());
    double[] others = placements(second.order());
    for (int row = 0; row < differences.length; row++) {
      differences[row] -= others[row];
    }
    return interval(first.order(), differences, confidence);
  }

  /** The interval of an area of 0 or 1 that rests on so many rows of the smaller class. */
  static Interval separated(double area, int rows, double confidence) {
    return Wilson.interval(area == 0 ? 0 : rows, rows, confidence);
  }

  static int smallerClass(AreaUnderCurve curve) {
    return Math.min(curve.order().positives(), curve.order().negatives());
  }

  private static Optional<Interval> interval(
      ScoreOrder order, double[] placements, double confidence) {
    if (order.positives() < 2 || order.negatives() < 2) {
      return Optional.empty();
    }
    SummaryOfMean positives = new SummaryOfMean();
    SummaryOfMean negatives = new SummaryOfMean();
    for (int place = 0; place < order.size(); place++) {
      (order.positiveAt(place) ? positives : negatives).add(placements[order.rowAt(place)]);
    }
    double error = Math.sqrt(positives.varianceOfMean() + negatives.varianceOfMean());
    double half = StandardNormal.twoSided(confidence) * error;
    double estimate = positives.mean();
    return Optional.of(new Interval(estimate, estimate - half, estimate + half));
  }

  /** The placement of every row, by row. */
  private static double[] placements(ScoreOrder order) {
    double[] placements = new double[order.size()];
    int positivesBelow = 0;
    int negativesBelow = 0;
    int start = 0;
    for (int place = 0; place < order.size(); place++) {
      if (!order.endsTie(place)) {
        continue;
      }
      int tiedPositives = 0;
      for (int tied = start; tied <= place; tied++) {
        tiedPositives += order.positiveAt(tied) ? 1 : 0;
      }
      int tiedNegatives = place + 1 - start - tiedPositives;
      double ofPositive = (negativesBelow + tiedNegatives / 2.0) / order.negatives();
      double ofNegative = 1 - (positivesBelow + tiedPositives / 2.0) / order.positives();
      for (int tied = start; tied <= place; tied++) {
        placements[order.rowAt(tied)] = order.positiveAt(tied) ? ofPositive : ofNegative;
      }
      positivesBelow += tiedPositives;
      negativesBelow += tiedNegatives;
      start = place + 1;
    }
    return placements;
  }
}
