package dev.bckd.stats;

import java.util.function.DoublePredicate;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The score interval of an area under the ROC curve: it holds every area from which the estimate is
 * at most z standard errors away, where the error is that which this area would have.
 *
 * <p>How the variance goes with the area is Newcombe's (2006, method 5):
 *
 * <pre>a (1 - a) (1 + N ((1 - a) / (2 - a) + a / (1 + a))) / (m n), N = (m + n) / 2 - 1</pre>
 *
 * for m positives and n negatives, times what DeLong's variance is of it at the estimate. Where
 * next to no row is out of order DeLong's rests on nothing, so that factor counts as many rows as
 * are out of order, about min(m, n) min(a, 1 - a), beside half a row for which it is 1. A sample
 * that lacks the rows that are farthest out of order has too high an area and too small a variance,
 * so for the end away from perfect order it counts beside a whole row for which it is 1 + 1.5 |2 a
 * - 1|^6, if that makes more of it.
 *
 * <p>With few rows out of order that end hardly ever errs: where perfect order is {@link #NEAREST}
 * standard errors away or nearer, no sample tells an area from it. A gate has the end by which it
 * fails nearer for that. If an area is s standard errors from the best there is, the end by which a
 * gate passes is taken to err in (1 - confidence) / 2 times 1 - NEAREST^2 / s^2, or not at all, and
 * the other end takes what that leaves of 1 - confidence.
 *
 * @see <a href="https://doi.org/10.1002/sim.2324">Newcombe, Statistics in Medicine 25 (2006)</a>
 */
final class AreaScore {
  /** For how many rows Newcombe's variance counts; found by simulation (docs/coverage.md). */
  private static final double PRIOR_ROWS = 0.5;

  /** The same for the end away from perfect order. */
  private static final double CAREFUL_ROWS = 1;

  /** How much larger than Newcombe's the variance may be where all is in order but for one row. */
  private static final double CAREFUL_EXCESS = 1.5;

  /** How soon that is forgotten where less is in order: at an area of 0.8 a twentieth is left. */
  private static final int CAREFUL_POWER = 6;

  /** In standard errors; found by simulation (docs/coverage.md). */
  private static final double NEAREST = 2.7;

  /** Halvings of an interval of length 1; enough to reach the last bit of a double. */
  private static final int HALVINGS = 80;

  private final double estimate;
  private final double variance;
  private final double degrees;
  private final double positives;
  private final double negatives;
  private final double factor;
  private final double careful;

  /**
   * @param estimate the area, in (0, 1)
   * @param variance DeLong's, or that between groups
   * @param degrees of freedom of the variance
   * @param positives number of positive rows
   * @param negatives number of negative rows
   */
  AreaScore(double estimate, double variance, double degrees, long positives, long negatives) {
    this.estimate = estimate;
    this.variance = variance;
    this.degrees = degrees;
    this.positives = positives;
    this.negatives = negatives;
    double rows = outOfOrder();
    double found = rows * variance / newcombe(estimate);
    this.factor = (found + PRIOR_ROWS) / (rows + PRIOR_ROWS);
    double feared = 1 + CAREFUL_EXCESS * Math.pow(Math.abs(2 * estimate - 1), CAREFUL_POWER);
    this.careful = Math.max(factor, (found + CAREFUL_ROWS * feared) / (rows + CAREFUL_ROWS));
  }

  /** So many rows of the smaller class are out of order. */
  private double outOfOrder() {
    return Math.min(positives, negatives) * Math.min(estimate, 1 - estimate);
  }

  /** So many independent ones have an area of that variance. */
  double effective() {
    return outOfOrder() * newcombe(estimate) / variance;
  }

  /**
   * The interval.
   *
   * @param confidence two-sided, in (0, 1)
   * @param passing the end by which a gate passes; neither, or both: it has no end to fail by
   */
  Interval interval(double confidence, Ends passing) {
    boolean ordered = estimate >= 0.5;
    double z = Welch.quantile(degrees, confidence);
    double tail = (1 - confidence) / 2;
    return new Interval(
        estimate,
        passing == Ends.HIGH ? failing(0, tail) : farthest(0, z, ordered ? careful : factor),
        passing == Ends.LOW ? failing(1, tail) : farthest(1, z, ordered ? factor : careful));
  }

  /** The last area from the estimate towards an end that is not too far away. */
  private double farthest(double end, double z, double times) {
    return last(end, area -> Math.abs(estimate - area) <= z * Math.sqrt(times * newcombe(area)));
  }

  /** The same by what the passing end leaves; it is best to be at this end. */
  private double failing(double end, double tail) {
    TDistribution student = TDistribution.of(degrees);
    return last(
        end,
        area -> {
          double own = factor * newcombe(area);
          double near = NEAREST * NEAREST * own / ((end - area) * (end - area));
          double errs = tail * Math.max(0, 1 - near);
          double off = Math.abs(estimate - area) / Math.sqrt(own);
          return student.survivalProbability(off) >= 2 * tail - errs;
        });
  }

  private double last(double end, DoublePredicate held) {
    double inside = estimate;
    double outside = end;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (inside + outside) / 2;
      if (held.test(middle)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside;
  }

  private double newcombe(double area) {
    return newcombe(area, positives, negatives);
  }

  /** Newcombe's variance of an area, of so many rows of each class. */
  static double newcombe(double area, double positives, double negatives) {
    double pairs = (positives + negatives) / 2 - 1;
    return area
        * (1 - area)
        * (1 + pairs * ((1 - area) / (2 - area) + area / (1 + area)))
        / (positives * negatives);
  }
}
