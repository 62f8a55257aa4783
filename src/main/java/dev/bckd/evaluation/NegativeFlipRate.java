package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.Proportion;

/**
 * The share of all samples that the teacher answers right and the model wrong.
 *
 * @see <a href="https://arxiv.org/abs/2011.09161">Yan et al., CVPR 2021, equation 1</a>
 */
final class NegativeFlipRate implements Metric<Answers> {
  @Override
  public String name() {
    return "negative-flip-rate";
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
        answers.samples(), i -> answers.right(Role.TEACHER, i) && !answers.right(role, i));
  }
}
