package dev.bckd.stats;

/**
 * The score interval of a difference of two areas under ROC curves on the same rows.
 *
 * <p>How the variance goes with the difference is Tango's ({@link Tango}): placements that one
 * model improves or spoils are changes one way or the other, and the worse a model is in truth, the
 * more of them there are, which the samples that lack the rows farthest out of order do not show.
 * The variance found says how many independent changes they are worth. With that variance alone,
 * whatever the difference, 3 to 6 % of models passed that are worse by just the margin where ten to
 * thirty rows are out of order (docs/coverage.md).
 *
 * <p>An end by which a gate passes is that of a larger variance: half a standard error of its
 * logarithm higher, and where next to no row is out of order, about as many as m times 1 - area of
 * a smaller class of m rows, Newcombe's ({@link AreaScore}) counts as well: by the square of what
 * half a row is of half a row and these. The end by which it fails takes what that leaves ({@link
 * GateQuantiles}). Whether a gate's interval holds 0 is left to one without either, so that a model
 * as good as the teacher fails at a margin of 0 as seldom as promised.
 *
 * @param variance of the estimate; 0 where no row is placed otherwise by one model than by the
 *     other
 * @param degrees of freedom of the variance
 * @param rows what the rows show, independent or not: the estimate, and how many there are
 */
record AreaDifferenceScore(double variance, double degrees, PairedAreas rows) {
  /** How far off the variance may be, in standard errors; found by simulation. */
  private static final double UNLUCKY = 0.5;

  /** How soon Newcombe's variance is forgotten, in rows out of order; found by simulation. */
  private static final double PRIOR_ROWS = 0.5;

  private double difference() {
    return rows.positives().mean();
  }

  /** So many independent rows have a difference of that variance. */
  private double trials() {
    return (rows.changes() - difference() * difference()) / variance;
  }

  /** So many changes, either way, have a difference of that variance. */
  double effective() {
    return rows.changes() * trials();
  }

  /**
   * The interval.
   *
   * @param confidence two-sided, in (0, 1)
   * @param passing the end by which a gate passes
   */
  Interval interval(double confidence, Ends passing) {
    if (variance == 0) {
      return new Interval(difference(), difference(), difference());
    }
    double care = care();
    GateQuantiles quantiles = GateQuantiles.of(confidence, degrees, care);
    Interval careful = within(care, quantiles.passing());
    if (passing == Ends.NEITHER) {
      return careful;
    }
    Interval found = within(1, quantiles.failing());
    Interval alike = within(1, quantiles.passing());
    return careful.failing(passing, found).besideZero(alike.low() > 0 || alike.high() < 0);
  }

  private Interval within(double effect, double quantile) {
    double trials = trials();
    double difference = difference();
    double gains = (rows.changes() + difference) / 2;
    return Tango.ofParts(gains * trials, (gains - difference) * trials, trials, effect)
        .interval(difference, quantile);
  }

  private double care() {
    double area = rows.area();
    long positives = rows.positives().count();
    long negatives = rows.negatives().count();
    double outOfOrder = Math.min(positives, negatives) * Math.min(area, 1 - area);
    double prior = PRIOR_ROWS / (PRIOR_ROWS + outOfOrder);
    double newcombe = AreaScore.newcombe(area, (double) positives, (double) negatives);
    return DesignEffect.unlucky(1, effective(), UNLUCKY) + prior * prior * newcombe / variance;
  }
}
