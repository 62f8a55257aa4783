package dev.bckd.evaluation;

import dev.bckd.stats.RowWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * How far a model's probability of its own decision can be believed: a reliability diagram.
 *
 * @param bins by rising probability, of equal size but for one sample
 * @see <a href="https://arxiv.org/abs/1909.10155">Kumar et al., NeurIPS 2019 (equal-mass bins)</a>
 */
public record CalibrationCurve(List<Bin> bins) {
  private static final int BINS = 15;

  public CalibrationCurve {
    bins = List.copyOf(bins);
  }

  /**
   * Samples of like probability.
   *
   * @param confidence mean probability of the decision, in [0, 1]
   * @param right share of decisions that are right, in [0, 1]
   * @param samples how many, positive
   * @param weight of them together, positive; their number where all count alike
   */
  public record Bin(double confidence, double right, long samples, double weight) {
    /** Samples that count alike. */
    public Bin(double confidence, double right, long samples) {
      this(confidence, right, samples, (double) samples);
    }
  }

  /**
   * Sorts samples into 15 bins; fewer where there are fewer samples, or where some weigh nothing.
   *
   * @param samples how many there are
   * @param confidence probability of the decision on a sample, by number from 0
   * @param right whether that decision is right
   * @param weights how much each counts
   */
  static CalibrationCurve of(
      int samples, IntToDoubleFunction confidence, IntPredicate right, RowWeights weights) {
    float[] confidences = new float[samples];
    long[] order = new long[samples];
    for (int i = 0; i < samples; i++) {
      confidences[i] = (float) confidence.applyAsDouble(i);
      // Probabilities are not negative, so that their bits are ordered as they are.
      order[i] = ((long) Float.floatToIntBits(confidences[i]) << Integer.SIZE) | i;
    }
    Arrays.parallelSort(order);
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      int from = start(bin, samples);
      int to = start(bin + 1, samples);
      if (from < to) {
        bin(order, from, to, confidences, right, weights).ifPresent(bins::add);
      }
    }
    return new CalibrationCurve(bins);
  }

  private static int start(int bin, int samples) {
    return (int) ((long) samples * bin / BINS);
  }

  /** Empty where the samples weigh nothing. */
  private static Optional<Bin> bin(
      long[] order, int from, int to, float[] confidences, IntPredicate right, RowWeights weights) {
    double weight = 0;
    double sum = 0;
    double rights = 0;
    for (int i = from; i < to; i++) {
      int sample = (int) order[i];
      double own = weights.of(sample);
      weight += own;
      sum += own * confidences[sample];
      rights += right.test(sample) ? own : 0;
    }
    return weight > 0
        ? Optional.of(new Bin(sum / weight, rights / weight, to - from, weight))
        : Optional.empty();
  }

  /** Expected calibration error: the mean over samples of their bin's |confidence - right|. */
  public double expectedError() {
    double sum = 0;
    double weight = 0;
    for (Bin bin : bins) {
      sum += Math.abs(bin.confidence() - bin.right()) * bin.weight();
      weight += bin.weight();
    }
    return sum / weight;
  }
}
