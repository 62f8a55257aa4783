package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.Proportion;

/** The share of samples that the model answers differently from the teacher, right or wrong. */
final class Churn implements Metric<Answers> {
  @Override
  public String name() {
    return "churn";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  @Override
  public boolean againstTeacher() {
    return true;
  }

  @Override
  public Proportion of(Answers answers, Role role) {
    return Proportion.of(
        answers.samples(), i -> answers.decision(Role.TEACHER, i) != answers.decision(role, i));
  }
}
