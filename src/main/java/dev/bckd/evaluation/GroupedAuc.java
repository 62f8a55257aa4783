package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.GroupedArea;

/** The mean area under the ROC curve within the groups of the suite, by their rows (GAUC). */
final class GroupedAuc implements Metric<Answers> {

  @Override
  public String name() {
    return "grouped-auc";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  @Override
  public GroupedArea of(Answers answers, Role role) {
    return new GroupedArea(
        answers.logits(role), answers.positive(), answers.groups().orElseThrow());
  }
}
