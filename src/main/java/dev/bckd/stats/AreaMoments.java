package dev.bckd.stats;

/**
 * What DeLong's interval of an area, or of a difference of two areas, rests on.
 *
 * <p>The papers take the variance for known and the area for normal. With ten rows of one class
 * that covers 70 to 93 % where 95 % are promised, and errs on the side that lets a model pass
 * (docs/coverage.md), so quantiles are {@link Welch}'s and the interval of an area is that of its
 * score ({@link AreaScore}).
 *
 * @param positives of the placements of positive rows
 * @param negatives of the placements of negative rows
 * @param lowest the lowest value there can be: 0 for an area, -1 for a difference
 * @param passing by which end of an area a gate passes; {@link Ends#NEITHER} where it is for none,
 *     or by both
 */
public record AreaMoments(Moments positives, Moments negatives, double lowest, Ends passing)
    implements Basis {

  /** For no gate. */
  public AreaMoments(Moments positives, Moments negatives, double lowest) {
    this(positives, negatives, lowest, Ends.NEITHER);
  }

  @Override
  public String method() {
    return DeLong.METHOD + passing.suffix();
  }

  /** Both ends of a difference stay alike. */
  @Override
  public AreaMoments passingBy(Ends ends) {
    return lowest < 0 || ends.suffix().isEmpty()
        ? this
        : new AreaMoments(positives, negatives, lowest, ends);
  }

  /**
   * The same for the gate that a method is of.
   *
   * @param named what {@link #method} has said
   */
  public AreaMoments as(String named) {
    return passingBy(Ends.named(named));
  }

  /** Of a difference: the estimate and Welch's error on both sides of it. */
  @Override
  public Interval interval(double confidence) {
    Welch welch = Welch.of(positives, negatives);
    double estimate = positives.mean();
    if (lowest < 0 || estimate <= 0 || estimate >= 1) {
      double half = welch.half(confidence);
      return new Interval(
          estimate, Math.max(lowest, estimate - half), Math.min(1, estimate + half));
    }
    return new AreaScore(estimate, welch, positives.count(), negatives.count())
        .interval(confidence, passing);
  }
}
