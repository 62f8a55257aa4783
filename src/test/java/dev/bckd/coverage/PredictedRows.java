package dev.bckd.coverage;

import dev.bckd.stats.BinnedGap;
import dev.bckd.stats.DistanceFrom;
import dev.bckd.stats.RatioOfSums;
import dev.bckd.stats.Statistic;
import dev.bckd.stats.Units;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows with the probabilities of two models: the true log odds of a row are normal, and a model
 * scales and shifts them.
 *
 * @param rows number of rows, in groups of which the rows share their luck
 * @param ofGroup rows of a group
 * @param mean of the true log odds
 * @param scale of the first model's log odds; 1 is calibrated
 * @param shift added to these; 0 is calibrated
 * @param ofTeacher scale of the second model's
 * @param shiftOfTeacher added to those
 */
record PredictedRows(
    int rows,
    int ofGroup,
    double mean,
    double scale,
    double shift,
    double ofTeacher,
    double shiftOfTeacher) {
  private static final double SPREAD = 1.3;
  private static final int BINS = 15;

  /** Points of the quadrature; a multiple of the bins. */
  private static final int POINTS = 150_000;

  /** Of 15 bins by the probability of the decision. */
  static PredictedRows decided(int rows, int ofGroup, double scale, double shift, double teacher) {
    return new PredictedRows(rows, ofGroup, -0.3, scale, shift, teacher, 0);
  }

  /** Of rare positive rows that both models predict too many times. */
  static PredictedRows rare(int rows, int ofGroup, double times, double timesOfTeacher) {
    return new PredictedRows(rows, ofGroup, -3.2, 1, Math.log(times), 1, Math.log(timesOfTeacher));
  }

  Sample sample(Random random) {
    double[] firsts = new double[rows];
    double[] seconds = new double[rows];
    boolean[] labels = new boolean[rows];
    double luck = 0;
    for (int row = 0; row < rows; row++) {
      luck = row % ofGroup == 0 ? random.nextDouble() : luck;
      double odds = mean + SPREAD * random.nextGaussian();
      labels[row] = luck < probability(odds);
      firsts[row] = first(odds);
      seconds[row] = second(odds);
    }
    return new Sample(labels, firsts, seconds, ofGroup);
  }

  private static double probability(double odds) {
    return 1 / (1 + Math.exp(-odds));
  }

  private double first(double odds) {
    return probability(scale * odds + shift);
  }

  private double second(double odds) {
    return probability(ofTeacher * odds + shiftOfTeacher);
  }

  /** The first model's expected calibration error minus the teacher's, in bins of all rows. */
  double error() {
    return error(scale, shift) - error(ofTeacher, shiftOfTeacher);
  }

  /** The teacher's. */
  double errorOfTeacher() {
    return error(ofTeacher, shiftOfTeacher);
  }

  private double error(double scaled, double shifted) {
    double[][] points =
        odds()
            .map(
                odds -> {
                  double told = probability(scaled * odds + shifted);
                  double right = told > 0.5 ? probability(odds) : 1 - probability(odds);
                  return new double[] {Math.max(told, 1 - told), right};
                })
            .sorted(Comparator.comparingDouble(point -> point[0]))
            .toArray(double[][]::new);
    return IntStream.range(0, BINS)
        .mapToDouble(bin -> Math.abs(gap(points, bin * POINTS / BINS, (bin + 1) * POINTS / BINS)))
        .sum();
  }

  private static double gap(double[][] points, int from, int to) {
    return Arrays.stream(points, from, to).mapToDouble(point -> point[0] - point[1]).sum() / POINTS;
  }

  /**
   * How much farther from 1 the first model's predicted to observed ratio is than the teacher's.
   */
  double distance() {
    double observed = odds().mapToDouble(PredictedRows::probability).sum();
    return Math.abs(odds().mapToDouble(this::first).sum() / observed - 1)
        - Math.abs(odds().mapToDouble(this::second).sum() / observed - 1);
  }

  /** Evenly spaced in their probability. */
  private Stream<Double> odds() {
    return IntStream.range(0, POINTS)
        .mapToObj(
            at ->
                mean
                    + SPREAD * ScoredRows.NORMAL.inverseCumulativeProbability((at + 0.5) / POINTS));
  }

  double positives() {
    return rows * odds().mapToDouble(PredictedRows::probability).average().orElseThrow();
  }

  String text() {
    return "%d rows%s, log odds %s, teacher's %s"
        .formatted(
            rows,
            ofGroup == 1 ? "" : " in groups of " + ofGroup,
            text(scale, shift),
            text(ofTeacher, shiftOfTeacher));
  }

  private static String text(double scaled, double shifted) {
    String times = scaled == 1 ? "" : " times %s".formatted(scaled);
    String more = shifted == 0 ? "" : " plus %.3g".formatted(shifted);
    return (times + more).isEmpty() ? "true" : (times + more).trim();
  }

  /** Rows of one sample. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Sample(boolean[] labels, double[] firsts, double[] seconds, int ofGroup) {

    /** The teacher's expected calibration error. */
    Statistic errorOfTeacher() {
      return error(seconds);
    }

    /** That of the first model minus the teacher's. */
    Statistic error() {
      return error(firsts).minus(error(seconds));
    }

    private Statistic error(double[] probabilities) {
      float[] confidence = new float[labels.length];
      for (int row = 0; row < confidence.length; row++) {
        confidence[row] = (float) Math.max(probabilities[row], 1 - probabilities[row]);
      }
      return new BinnedGap(confidence, row -> probabilities[row] > 0.5 == labels[row], BINS);
    }

    /** How much farther the first model's ratio is from 1. */
    Statistic distance() {
      return distance(firsts).minus(distance(seconds));
    }

    private Statistic distance(double[] probabilities) {
      return new DistanceFrom(
          new RatioOfSums(labels.length, row -> probabilities[row], row -> labels[row] ? 1 : 0), 1);
    }

    Units units() {
      return Units.named(labels.length, row -> "group " + row / ofGroup);
    }
  }
}
