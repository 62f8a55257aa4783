package dev.bckd.stats;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Expected calibration error: rows in bins of equal size by confidence; the mean over rows of |mean
 * confidence − share of right answers| of their bin. Rows of equal confidence are in one bin,
 * whatever their order. Bins are those of the whole sample, on every resample too.
 *
 * @see <a href="https://arxiv.org/abs/1909.10155">Kumar et al., NeurIPS 2019 (equal-mass bins)</a>
 */
public final class BinnedGap implements Statistic {
  private final float[] confidence;
  private final IntPredicate right;
  private final float[] edges;
  private final Formula formula;

  /**
   * @param confidence of each row, in [0, 1]; not copied
   * @param right whether a row's answer is right
   * @param bins number of bins, positive
   */
  public BinnedGap(float[] confidence, IntPredicate right, int bins) {
    this.confidence = confidence;
    this.right = right;
    this.edges = edges(confidence, bins);
    this.formula = new Formula.MeanGap(bins);
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
    sums[at + bin(row)] += weight * (confidence[row] - (right.test(row) ? 1 : 0));
    sums[at + edges.length + 1] += weight;
  }
}
