package dev.bckd.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
   */
  public record Bin(double confidence, double right, long samples) {}

  /**
   * Sorts samples into 15 bins; fewer where there are fewer samples.
   *
   * @param samples how many there are
   * @param confidence probability of the decision on a sample, by number from 0
   * @param right whether that decision is right
   */
  static CalibrationCurve of(int samples, IntToDoubleFunction confidence, IntPredicate right) {
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
        bins.add(bin(order, from, to, confidences, right));
      }
    }
    return new CalibrationCurve(bins);
  }

  private static int start(int bin, int samples) {
    return (int) ((long) samples * bin / BINS);
  }

  private static Bin bin(long[] order, int from, int to, float[] confidences, IntPredicate right) {
    double sum = 0;
    int rights = 0;
    for (int i = from; i < to; i++) {
      int sample = (int) order[i];
      sum += confidences[sample];
      rights += right.test(sample) ? 1 : 0;
    }
    double samples = to - from;
    return new Bin(sum / samples, rights / samples, to - from);
  }

  /** Expected calibration error: the mean over samples of their bin's |confidence - right|. */
  public double expectedError() {
    double sum = 0;
    long samples = 0;
    for (Bin bin : bins) {
      sum += Math.abs(bin.confidence() - bin.right()) * bin.samples();
      samples += bin.samples();
    }
    return sum / samples;
  }
}
