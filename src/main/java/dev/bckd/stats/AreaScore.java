package dev.bckd.stats;

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

  /** Halvings of an interval of length 1; enough to reach the last bit of a double. */
  private static final int HALVINGS = 80;

  private final double estimate;
  private final double positives;
  private final double negatives;
  private final double factor;
  private final double careful;

  /**
   * @param estimate the area, in (0, 1)
   * @param variance DeLong's
   * @param positives number of positive rows
   * @param negatives number of negative rows
   */
  AreaScore(double estimate, double variance, long positives, long negatives) {
    this.estimate = estimate;
    this.positives = positives;
    this.negatives = negatives;
    double rows = Math.min(positives, negatives) * Math.min(estimate, 1 - estimate);
    double found = rows * variance / variance(estimate);
    this.factor = (found + PRIOR_ROWS) / (rows + PRIOR_ROWS);
    double feared = 1 + CAREFUL_EXCESS * Math.pow(Math.abs(2 * estimate - 1), CAREFUL_POWER);
    this.careful = Math.max(factor, (found + CAREFUL_ROWS * feared) / (rows + CAREFUL_ROWS));
  }

  /**
   * The interval.
   *
   * @param z standard errors, positive
   */
  Interval interval(double z) {
    boolean ordered = estimate >= 0.5;
    return new Interval(
        estimate,
        farthest(0, z, ordered ? careful : factor),
        farthest(1, z, ordered ? factor : careful));
  }

  /** The last area from the estimate towards an end that is not too far away. */
  private double farthest(double end, double z, double times) {
    double held = estimate;
    double refused = end;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (held + refused) / 2;
      if (Math.abs(estimate - middle) <= z * Math.sqrt(times * variance(middle))) {
        held = middle;
      } else {
        refused = middle;
      }
    }
    return held;
  }

  private double variance(double area) {
    double pairs = (positives + negatives) / 2 - 1;
    return area
        * (1 - area)
        * (1 + pairs * ((1 - area) / (2 - area) + area / (1 + area)))
        / (positives * negatives);
  }
}
