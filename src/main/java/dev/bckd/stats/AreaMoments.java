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
 */
public record AreaMoments(Moments positives, Moments negatives, double lowest) implements Basis {

  @Override
  public String method() {
    return DeLong.METHOD;
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
    return new AreaScore(estimate, welch.variance(), positives.count(), negatives.count())
        .interval(Welch.quantile(welch.degrees(), confidence));
  }
}
