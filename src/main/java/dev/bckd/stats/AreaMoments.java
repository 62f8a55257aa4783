package dev.bckd.stats;

/**
 * What DeLong's interval of an area, or of a difference of two areas, rests on.
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

  @Override
  public Interval interval(double confidence) {
    double error = Math.sqrt(positives.varianceOfMean() + negatives.varianceOfMean());
    double half = StandardNormal.twoSided(confidence) * error;
    double estimate = positives.mean();
    return new Interval(estimate, Math.max(lowest, estimate - half), Math.min(1, estimate + half));
  }
}
