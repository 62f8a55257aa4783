package dev.bckd.coverage;

import dev.bckd.stats.AreaUnderCurve;
import dev.bckd.stats.Statistic;
import dev.bckd.stats.Units;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Labelled rows in groups of 1 to 10, each with the scores of two models that correlate by 0.95:
 * normal, with an effect that a group's rows share, shifted for positive rows.
 *
 * @param groups number of groups
 * @param positive the share of positive rows, drawn row by row, again if there are not two of each
 *     kind
 * @param first the first model's true area
 * @param second the second's
 */
record GroupedScores(int groups, double positive, double first, double second) {
  /** Standard deviation of the effects of groups; of a row's own part it is 1. */
  private static final double SPREAD = 0.5;

  private static final double CORRELATION = 0.95;

  Sample sample(Random random) {
    int[] groupOfRow =
        IntStream.range(0, groups)
            .flatMap(group -> IntStream.generate(() -> group).limit(1 + random.nextInt(10)))
            .toArray();
    double[][] effects =
        IntStream.range(0, groups).mapToObj(group -> pair(SPREAD, random)).toArray(double[][]::new);
    boolean[] labels = new boolean[groupOfRow.length];
    float[] firsts = new float[labels.length];
    float[] seconds = new float[labels.length];
    int positives = 0;
    for (int row = 0; row < labels.length; row++) {
      double[] own = pair(1, random);
      double[] effect = effects[groupOfRow[row]];
      labels[row] = random.nextDouble() < positive;
      positives += labels[row] ? 1 : 0;
      firsts[row] = (float) (own[0] + effect[0] + (labels[row] ? shift(first) : 0));
      seconds[row] = (float) (own[1] + effect[1] + (labels[row] ? shift(second) : 0));
    }
    return Math.min(positives, labels.length - positives) < 2
        ? sample(random)
        : new Sample(groupOfRow, labels, firsts, seconds);
  }

  private static double[] pair(double deviation, Random random) {
    double one = random.nextGaussian();
    double other =
        CORRELATION * one + Math.sqrt(1 - CORRELATION * CORRELATION) * random.nextGaussian();
    return new double[] {deviation * one, deviation * other};
  }

  private static double shift(double area) {
    return Math.sqrt(2 * (1 + SPREAD * SPREAD))
        * ScoredRows.NORMAL.inverseCumulativeProbability(area);
  }

  /** Rows of the smaller class that are out of order, on average. */
  double outOfOrder() {
    return 5.5 * groups * Math.min(positive, 1 - positive) * Math.min(first, 1 - first);
  }

  String text() {
    return "%d groups of 1 to 10 rows, %s positive, area %s%s"
        .formatted(
            groups, Grid.percent(positive), first, first == second ? "" : ", teacher's " + second);
  }

  /** Rows of one sample. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Sample(int[] groupOfRow, boolean[] labels, float[] firsts, float[] seconds) {

    /** The first area. */
    Statistic area() {
      return new AreaUnderCurve(firsts, labels);
    }

    /** The first area minus the second. */
    Statistic difference() {
      return area().minus(new AreaUnderCurve(seconds, labels));
    }

    Units units() {
      return Units.named(labels.length, row -> "group " + groupOfRow[row]);
    }
  }
}
