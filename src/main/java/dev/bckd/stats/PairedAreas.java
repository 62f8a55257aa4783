package dev.bckd.stats;

/**
 * What the interval of a difference of two areas under ROC curves on the same rows rests on: the
 * score's ({@link AreaDifferenceScore}) of DeLong's variance, with {@link Welch}'s quantiles.
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
    implements RankedRows {

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

  /** Without width where no row is placed otherwise by one model than by the other. */
  @Override
  public Interval interval(double confidence) {
    Welch welch = Welch.of(positives, negatives);
    return interval(welch.variance(), welch.degrees(), confidence);
  }

  @Override
  public Interval interval(double variance, double degrees, double confidence) {
    return new AreaDifferenceScore(variance, degrees, this).interval(confidence, passing);
  }

  @Override
  public double effective(double variance) {
    return new AreaDifferenceScore(variance, 1, this).effective();
  }
}
