package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.RatioOfSums;

/** MRR: 1 / (place + 1) of the best placed relevant candidate, place from 0; mean over requests. */
final class ReciprocalRank implements Metric<Rankings> {
  @Override
  public String name() {
    return "mrr";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  @Override
  public RatioOfSums of(Rankings rankings, Role role) {
    return RatioOfSums.mean(rankings.samples(), i -> 1.0 / (rankings.rank(role, i, 0) + 1));
  }
}
