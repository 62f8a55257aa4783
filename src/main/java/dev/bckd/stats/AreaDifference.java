package dev.bckd.stats;

import java.util.Optional;

/**
 * A difference of two areas under ROC curves over the same rows and labels.
 *
 * @param first what is subtracted from
 * @param second what is subtracted
 */
record AreaDifference(AreaUnderCurve first, AreaUnderCurve second) implements Statistic {
  @Override
  public int samples() {
    return first.samples();
  }

  @Override
  public Resampled by(Units units) {
    return new Difference(first, second).by(units);
  }

  @Override
  public Optional<Estimate> independent(double confidence) {
    return DeLong.difference(first, second, confidence)
        .map(interval -> new Estimate(interval, DeLong.METHOD));
  }
}
