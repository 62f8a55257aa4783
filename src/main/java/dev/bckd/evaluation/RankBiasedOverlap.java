package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.RatioOfSums;

/**
 * RBO@k of the model's list with the teacher's: the overlap of the first d of both, divided by d,
 * weighted by 0.9^(d-1) over d = 1 … k and divided by the sum of the weights; its mean over
 * requests. 1 for equal lists, 0 for lists with nothing in common.
 *
 * @param k length of the list the user sees, positive
 * @see <a href="https://doi.org/10.1145/1852102.1852106">Webber, Moffat, Zobel, TOIS 28 (2010),
 *     equation 4, cut off at k</a>
 */
record RankBiasedOverlap(int k) implements Metric<Rankings> {
  private static final double PERSISTENCE = 0.9;

  @Override
  public String name() {
    return "rbo@" + k;
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
  public RatioOfSums of(Rankings rankings, Role role) {
    return RatioOfSums.mean(
        rankings.samples(), i -> overlap(rankings.head(Role.TEACHER, i), rankings.head(role, i)));
  }

  private double overlap(int[] one, int[] other) {
    double overlap = 0;
    double weights = 0;
    double weight = 1;
    for (int depth = 1; depth <= Math.min(k, one.length); depth++) {
      overlap += weight * common(one, other, depth) / depth;
      weights += weight;
      weight *= PERSISTENCE;
    }
    return overlap / weights;
  }

  private static int common(int[] one, int[] other, int depth) {
    int common = 0;
    for (int i = 0; i < depth; i++) {
      for (int j = 0; j < depth; j++) {
        common += one[i] == other[j] ? 1 : 0;
      }
    }
    return common;
  }
}
