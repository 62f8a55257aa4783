package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.Proportion;

/**
 * The share of all requests with a relevant candidate among the teacher's first k and none among
 * the model's.
 *
 * @param k length of the list, positive
 */
record HitFlipRate(int k) implements Metric<Rankings> {
  @Override
  public String name() {
    return "hit-flip-rate@" + k;
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
  public Proportion of(Rankings rankings, Role role) {
    return Proportion.of(
        rankings.samples(),
        i -> rankings.hits(Role.TEACHER, i, k) > 0 && rankings.hits(role, i, k) == 0);
  }
}
