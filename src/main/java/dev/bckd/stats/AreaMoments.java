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
public record AreaMoments(Moments positives, Moments negatives, Ends passing) implements Basis {

  @Override
  public String method() {
    return DeLong.METHOD + passing.suffix();
  }

  @Override
  public AreaMoments passingBy(Ends ends) {
    return ends.suffix().isEmpty() ? this : new AreaMoments(positives, negatives, ends);
  }

  /**
   * The same for the gate that a method is of.
   *
   * @param named what {@link #method} has said
   */
  public AreaMoments as(String named) {
    return passingBy(Ends.named(named));
  }

  @Override
  public Interval interval(double confidence) {
    Welch welch = Welch.of(positives, negatives);
    return new AreaScore(positives.mean(), welch, positives.count(), negatives.count())
        .interval(confidence, passing);
  }
}
