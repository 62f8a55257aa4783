package dev.bckd.stats;

/**
 * What DeLong's interval of an area rests on.
 *
 * <p>The papers take the variance for known and the area for normal. With ten rows of one class
 * that covers 70 to 93 % where 95 % are promised, and errs on the side that lets a model pass
 * (docs/coverage.md), so quantiles are {@link Welch}'s and the interval of an area is that of its
 * score ({@link AreaScore}).
 *
 * @param positives of the placements of positive rows
 * @param negatives of the placements of negative rows
 * @param passing by which end a gate passes; {@link Ends#NEITHER} where it is for none, or by both
 */
public record AreaMoments(Moments positives, Moments negatives, Ends passing)
    implements RankedRows {

  @Override
  public String method() {
    return DeLong.METHOD + passing.suffix();
  }

  @Override
  public AreaMoments passingBy(Ends ends) {
    return ends.suffix().isEmpty() ? this : new AreaMoments(positives, negatives, ends);
  }

  @Override
  public Interval interval(double confidence) {
    Welch welch = Welch.of(positives, negatives);
    return interval(welch.variance(), welch.degrees(), confidence);
  }

  @Override
  public Interval interval(double variance, double degrees, double confidence) {
    return score(variance, degrees).interval(confidence, passing);
  }

  @Override
  public double effective(double variance) {
    return score(variance, 1).effective();
  }

  private AreaScore score(double variance, double degrees) {
    return new AreaScore(positives.mean(), variance, degrees, positives.count(), negatives.count());
  }
}
