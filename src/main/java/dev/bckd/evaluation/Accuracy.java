package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.Proportion;

/** The share of samples answered right. */
final class Accuracy implements Metric<Answers> {
  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  @Override
  public Proportion of(Answers answers, Role role) {
    return Proportion.of(answers.samples(), i -> answers.right(role, i));
  }
}
