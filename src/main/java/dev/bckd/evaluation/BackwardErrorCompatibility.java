package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.Proportion;

/**
 * Of the samples that the model answers wrong, the share that the teacher answers wrong too: the
 * probability that a mistake is not new.
 *
 * @see <a href="https://github.com/microsoft/BackwardCompatibilityML">BackwardCompatibilityML,
 *     whose documentation defines it so; its code divides by the teacher's mistakes</a>
 */
final class BackwardErrorCompatibility implements Metric<Answers> {

  @Override
  public String name() {
    return "backward-error-compatibility";
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
    return Proportion.among(
        answers.samples(), i -> !answers.right(role, i), i -> !answers.right(Role.TEACHER, i));
  }
}
