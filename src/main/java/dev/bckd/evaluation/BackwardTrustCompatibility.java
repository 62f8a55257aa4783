package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.Proportion;

/**
 * Of the samples that the teacher answers right, the share that the model answers right too.
 *
 * @see <a href="https://doi.org/10.1609/aaai.v33i01.33012429">Bansal et al., AAAI 2019, equation
 *     1</a>
 */
final class BackwardTrustCompatibility implements Metric<Answers> {

  @Override
  public String name() {
    return "backward-trust-compatibility";
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
        answers.samples(), i -> answers.right(Role.TEACHER, i), i -> answers.right(role, i));
  }
}
