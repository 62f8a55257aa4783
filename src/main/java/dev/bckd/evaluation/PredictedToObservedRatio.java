package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.RatioOfSums;

/**
 * The mean probability of 1 that a binary model gives, divided by the share of rows whose label is
 * 1 (predicted click over click). Defined where there is such a row.
 *
 * @see <a href="https://doi.org/10.1145/2648584.2648589">He et al., Practical lessons from
 *     predicting clicks on ads at Facebook, ADKDD 2014, section 2 (calibration)</a>
 */
final class PredictedToObservedRatio implements Metric<Answers> {

  @Override
  public String name() {
    return "predicted-to-observed-ratio";
  }

  @Override
  public Direction direction() {
    return Direction.NEARER_TO_ONE_IS_BETTER;
  }

  @Override
  public RatioOfSums of(Answers answers, Role role) {
    return new RatioOfSums(answers.samples(), i -> answers.probability(role, i, 1), answers::label);
  }
}
