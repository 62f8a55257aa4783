package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.Proportion;

/**
 * The share of requests with a relevant candidate among the first k.
 *
 * @param k length of the list, positive
 */
record HitRate(int k) implements Metric<Rankings> {
  @Override
  public String name() {
    return "hit-rate@" + k;
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  @Override
  public Proportion of(Rankings rankings, Role role) {
    return Proportion.of(rankings.samples(), i -> rankings.hits(role, i, k) > 0);
  }
}
