package dev.bckd.stats;

/**
 * What the interval of a difference of two areas under ROC curves on the same rows rests on.
 *
 * <p>How the variance goes with the difference is Tango's ({@link Tango}): placements that one
 * model improves or spoils are changes one way or the other, and the worse a model is in truth, the
 * more of them there are, which the samples that lack the rows farthest out of order do not show.
 * DeLong's variance says how many independent changes they are worth, and quantiles are {@link
 * Welch}'s. With DeLong's variance alone, whatever the difference, 3 to 6 % of models passed that
 * are worse by just the margin where ten to thirty rows are out of order (docs/coverage.md).
 *
 * <p>An end by which a gate passes is that of a larger variance: half a standard error of its
 * logarithm higher, and where next to no row is out of order, about as many as m times 1 - area of
 * a smaller class of m rows, Newcombe's ({@link AreaScore}) counts as well: by the square of what
 * half a row is of half a row and these. The end by which it fails takes what that leaves ({@link
 * GateQuantiles}). Whether a gate's interval holds 0 is left to one without either, so that a model
 * as good as the teacher fails at a margin of 0 as seldom as promised.
 *
 * @param positives of the differences of the placements of positive rows
 * @param negatives of those of negative rows
 * @param changes the mean of these differences without sign: that of the positive rows and that of
 *     the negative ones, each by its share in the variance
 * @param area the mean of both areas
 * @param passing by which end a gate passes; {@link Ends#NEITHER} where it is for none, or by both
 */
public record PairedAreas(
    Moments positives, Moments negatives, double changes, double area, Ends passing)
    implements Basis {
  /** How far off the variance may be, in standard errors; found by simulation. */
  private static final double UNLUCKY = 0.5;

  /** How soon Newcombe's variance is forgotten, in rows out of order; found by simulation. */
  private static final double PRIOR_ROWS = 0.5;

  public PairedAreas {
    if (!(changes >= Math.abs(positives.mean()) && changes <= 1 && area >= 0 && area <= 1)) {
      throw new IllegalArgumentException(
          "changes of %s for a difference of %s of areas around %s"
              .formatted(changes, positives.mean(), area));
    }
  }

  @Override
  public String method() {
    return DeLong.METHOD + passing.suffix();
  }

  @Override
  public PairedAreas passingBy(Ends ends) {
    return ends.suffix().isEmpty()
        ? this
        : new PairedAreas(positives, negatives, changes, area, ends);
  }

  /**
   * The same for the gate that a method is of.
   *
   * @param named what {@link #method} has said
   */
  public PairedAreas as(String named) {
    return passingBy(Ends.named(named));
  }

  /** Without width where no row is placed otherwise by one model than by the other. */
  @Override
  public Interval interval(double confidence) {
    Welch welch = Welch.of(positives, negatives);
    double estimate = positives.mean();
    if (welch.variance() == 0) {
      return new Interval(estimate, estimate, estimate);
    }
    double care = care(welch.variance());
    GateQuantiles quantiles = GateQuantiles.of(confidence, welch.degrees(), care);
    Interval careful = interval(welch, care, quantiles.passing());
    if (passing == Ends.NEITHER) {
      return careful;
    }
    Interval found = interval(welch, 1, quantiles.failing());
    Interval alike = interval(welch, 1, quantiles.passing());
    return careful.failing(passing, found).besideZero(alike.low() > 0 || alike.high() < 0);
  }

  private Interval interval(Welch welch, double effect, double quantile) {
    double estimate = positives.mean();
    double trials = trials(welch.variance());
    double gains = (changes + estimate) / 2;
    return Tango.ofParts(gains * trials, (gains - estimate) * trials, trials, effect)
        .interval(estimate, quantile);
  }

  /** So many independent rows have a difference of that variance. */
  private double trials(double variance) {
    return (changes - positives.mean() * positives.mean()) / variance;
  }

  private double care(double variance) {
    double rows = Math.min(positives.count(), negatives.count()) * Math.min(area, 1 - area);
    double prior = PRIOR_ROWS / (PRIOR_ROWS + rows);
    double newcombe =
        AreaScore.newcombe(area, (double) positives.count(), (double) negatives.count());
    return DesignEffect.unlucky(1, changes * trials(variance), UNLUCKY)
        + prior * prior * newcombe / variance;
  }
}
