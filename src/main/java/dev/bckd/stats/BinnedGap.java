package dev.bckd.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Expected calibration error: rows in bins of equal size by confidence; the mean over rows of |mean
 * confidence − share of right answers| of their bin. Rows of equal confidence are in one bin,
 * whatever their order. Bins are those of the whole sample, on every resample too.
 *
 * @see <a href="https://arxiv.org/abs/1909.10155">Kumar et al., NeurIPS 2019 (equal-mass bins)</a>
 */
public final class BinnedGap implements GapStatistic {
  private final float[] confidence;
  private final IntPredicate right;
  private final RowWeights weights;
  private final float[] edges;
  private final Formula formula;

  /**
   * @param confidence of each row, in [0, 1]; not copied
   * @param right whether a row's answer is right
   * @param bins number of bins, positive
   */
  public BinnedGap(float[] confidence, IntPredicate right, int bins) {
    this(confidence, right, row -> 1, edges(confidence, bins));
  }

  private BinnedGap(float[] confidence, IntPredicate right, RowWeights weights, float[] edges) {
    this.confidence = confidence;
    this.right = right;
    this.weights = weights;
    this.edges = edges;
    this.formula = new Formula.MeanGap(edges.length + 1);
  }

  /** The highest confidence of every bin but the last. */
  private static float[] edges(float[] confidence, int bins) {
    float[] sorted = confidence.clone();
    Arrays.sort(sorted);
    float[] edges = new float[bins - 1];
    for (int bin = 0; bin < edges.length; bin++) {
      int end = (int) ((long) sorted.length * (bin + 1) / bins);
      edges[bin] = end == 0 ? Float.NEGATIVE_INFINITY : sorted[end - 1];
    }
    return edges;
  }

  /** The bin of a row, from 0. */
  public int bin(int row) {
    int bin = 0;
    while (bin < edges.length && confidence[row] > edges[bin]) {
      bin++;
    }
    return bin;
  }

  @Override
  public int samples() {
    return confidence.length;
  }

  @Override
  public Formula formula() {
    return formula;
  }

  @Override
  public void add(int row, double weight, double[] sums, int at) {
    double counted = weight * weights.of(row);
    sums[at + bin(row)] += counted * (confidence[row] - (right.test(row) ? 1 : 0));
    sums[at + edges.length + 1] += counted;
  }

  @Override
  public Gaps gaps(UnitSums sums, int at) {
    int bins = edges.length + 1;
    double[] chance = new double[bins];
    for (int row = 0; row < confidence.length; row++) {
      double weight = weights.of(row);
      chance[bin(row)] += weight * weight * confidence[row] * (1 - confidence[row]);
    }
    double[][] gaps = IntStream.range(at, at + bins).mapToObj(sums::sums).toArray(double[][]::new);
    return new Gaps(gaps, sums.sums(at + bins), chance);
  }

  @Override
  public Optional<Basis> clustered(UnitSums sums, Units units) {
    return SignedGaps.of(sums, gaps(sums, 0));
  }

  /** In the bins of the rows as they are. */
  @Override
  public Statistic weighted(RowWeights others) {
    return new BinnedGap(confidence, right, others, edges);
  }
}
