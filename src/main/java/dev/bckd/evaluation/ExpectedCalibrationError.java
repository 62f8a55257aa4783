package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.BinnedGap;

/**
 * How far confidence is from being right: 15 bins of equal size by the probability of the decision.
 */
final class ExpectedCalibrationError implements Metric<Answers> {

  /** Number of bins. */
  static final int BINS = 15;

  @Override
  public String name() {
    return "expected-calibration-error";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  @Override
  public BinnedGap of(Answers answers, Role role) {
    float[] confidence = new float[answers.samples()];
    for (int i = 0; i < confidence.length; i++) {
      confidence[i] = (float) answers.confidence(role, i);
    }
    return new BinnedGap(confidence, i -> answers.right(role, i), BINS);
  }
}
