package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.AreaUnderCurve;

/** The area under the ROC curve of a binary model's logits. */
final class Auc implements Metric<Answers> {

  @Override
  public String name() {
    return "auc";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  @Override
  public AreaUnderCurve of(Answers answers, Role role) {
    return new AreaUnderCurve(answers.logits(role), answers.positive());
  }
}
