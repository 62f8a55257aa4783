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
    boolean[] positive = new boolean[answers.samples()];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = answers.label(i) == 1;
    }
    return new AreaUnderCurve(answers.logits(role), positive);
  }
}
