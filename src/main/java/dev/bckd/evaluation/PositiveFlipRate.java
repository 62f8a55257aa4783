package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.Proportion;

/** The share of all samples that the teacher answers wrong and the model right. */
final class PositiveFlipRate implements Metric<Answers> {
  @Override
  public String name() {
    return "positive-flip-rate";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  @Override
  public boolean againstTeacher() {
    return true;
  }

  @Override
  public Proportion of(Answers answers, Role role) {
    return Proportion.of(
        answers.samples(), i -> !answers.right(Role.TEACHER, i) && answers.right(role, i));
  }
}
