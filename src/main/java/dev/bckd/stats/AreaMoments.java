package dev.bckd.stats;

/**
 * What DeLong's interval of an area, or of a difference of two areas, rests on.
 *
 * <p>The papers take the variance for known and the area for normal. With ten rows of one class
 * that covers 70 to 93 % where 95 % are promised, and errs on the side that lets a model pass
 * (docs/coverage.md), so quantiles are {@link Welch}'s and the interval of an area is found on the
 * logit scale, as Pepe (2003, chapter 5) advises.
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

  /**
   * Of a difference: the estimate and Welch's error on both sides of it. Of an area: the same on
   * the logit scale, which keeps it in (0, 1) and nearly symmetric where few pairs are out of
   * order.
   */
  @Override
  public Interval interval(double confidence) {
    double half = Welch.of(positives, negatives).half(confidence);
    double estimate = positives.mean();
    double spread = estimate * (1 - estimate);
    if (lowest < 0 || spread <= 0) {
      return new Interval(
          estimate, Math.max(lowest, estimate - half), Math.min(1, estimate + half));
    }
    double logit = Math.log(estimate / (1 - estimate));
    return new Interval(estimate, logistic(logit - half / spread), logistic(logit + half / spread));
  }

  private static double logistic(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
