package dev.bckd.stats;

import java.util.Arrays;
import java.util.Optional;

/**
 * The mean over groups of the area under the ROC curve within each, groups weighted by their rows.
 * Groups with rows of one class only have no area and are left out. Defined where a group is left.
 *
 * @see <a href="https://arxiv.org/abs/1703.02091">Zhu et al., Optimized cost per click in Taobao
 *     display advertising, KDD 2017 (GAUC)</a>
 */
public final class GroupedArea implements Statistic {
  private static final Formula FORMULA = new Formula.Ratio();

  private final float[] scores;
  private final boolean[] positive;
  private final Units groups;

  /** On the first row of each group that has an area: area times weight, and weight. */
  private final double[] areas;

  private final double[] weights;

  /**
   * @param scores one finite number a row; not copied
   * @param positive whether the row's label is positive, one a row; not copied
   * @param groups of the rows
   */
  public GroupedArea(float[] scores, boolean[] positive, Units groups) {
    this(scores, positive, groups, row -> 1);
  }

  private GroupedArea(float[] scores, boolean[] positive, Units groups, RowWeights weightOfRow) {
    this.scores = scores;
    this.positive = positive;
    this.groups = groups;
    this.areas = new double[scores.length];
    this.weights = new double[scores.length];
    long[] order = new long[scores.length];
    for (int row = 0; row < order.length; row++) {
      order[row] = ((long) groups.of(row) << 32) | row;
    }
    Arrays.sort(order);
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && order[to] >> 32 == order[from] >> 32) {
        to++;
      }
      group(Arrays.stream(order, from, to).mapToInt(key -> (int) key).toArray(), weightOfRow);
      from = to;
    }
  }

  private void group(int[] rows, RowWeights weightOfRow) {
    float[] own = new float[rows.length];
    boolean[] ownPositive = new boolean[rows.length];
    double weight = 0;
    for (int i = 0; i < rows.length; i++) {
      own[i] = scores[rows[i]];
      ownPositive[i] = positive[rows[i]];
      weight += weightOfRow.of(rows[i]);
    }
    double total = weight;
    new AreaUnderCurve(own, ownPositive)
        .weighted(i -> weightOfRow.of(rows[i]))
        .value()
        .ifPresent(
            area -> {
              areas[rows[0]] = area * total;
              weights[rows[0]] = total;
            });
  }

  @Override
  public int samples() {
    return scores.length;
  }

  @Override
  public Formula formula() {
    return FORMULA;
  }

  @Override
  public void add(int row, double weight, double[] sums, int at) {
    sums[at] += weight * areas[row];
    sums[at + 1] += weight * weights[row];
  }

  @Override
  public Optional<Basis> clustered(UnitSums sums, Units units) {
    return MeanValues.tooFewToResample(sums);
  }

  @Override
  public Statistic weighted(RowWeights others) {
    return new GroupedArea(scores, positive, groups, others);
  }
}
