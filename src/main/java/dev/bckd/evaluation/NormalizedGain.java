package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.RatioOfSums;

/**
 * NDCG@k with gain 1 for a relevant candidate: the sum of 1 / log2(place + 2) over relevant
 * candidates among the first k, places from 0, divided by the largest such sum; its mean over
 * requests.
 *
 * @param k length of the list, positive
 * @see <a href="https://doi.org/10.1145/582415.582418">Järvelin and Kekäläinen, TOIS 20 (2002)</a>
 */
record NormalizedGain(int k) implements Metric<Rankings> {
  @Override
  public String name() {
    return "ndcg@" + k;
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  @Override
  public RatioOfSums of(Rankings rankings, Role role) {
    return RatioOfSums.mean(rankings.samples(), i -> gain(rankings, role, i));
  }

  private double gain(Rankings rankings, Role role, int sample) {
    double gain = 0;
    double best = 0;
    for (int n = 0; n < Math.min(k, rankings.relevant(sample)); n++) {
      int rank = rankings.rank(role, sample, n);
      gain += rank < k ? discount(rank) : 0;
      best += discount(n);
    }
    return gain / best;
  }

  private static double discount(int rank) {
    return Math.log(2) / Math.log(rank + 2.0);
  }
}
