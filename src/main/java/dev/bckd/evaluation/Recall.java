package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.RatioOfSums;

/**
 * The share of a request's relevant candidates that are among the first k; its mean over requests.
 *
 * @param k length of the list, positive
 */
record Recall(int k) implements Metric<Rankings> {
  @Override
  public String name() {
    return "recall@" + k;
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  @Override
  public RatioOfSums of(Rankings rankings, Role role) {
    return RatioOfSums.mean(
        rankings.samples(), i -> rankings.hits(role, i, k) / (double) rankings.relevant(i));
  }
}
