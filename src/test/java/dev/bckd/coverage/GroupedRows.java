package dev.bckd.coverage;

import dev.bckd.stats.AreaUnderCurve;
import dev.bckd.stats.Proportion;
import dev.bckd.stats.RatioOfSums;
import dev.bckd.stats.Statistic;
import dev.bckd.stats.Units;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Rows in groups of 1 to 10, in turn. Each group has a normal effect of its own, common to its
 * rows, added to the score of a row and to its propensity to flip; a propensity as far on the other
 * side is a positive flip.
 *
 * @param groups number of groups
 * @param rate how likely a row is a flip, over all groups
 * @param spread standard deviation of a group's effect; that of a row's own part is 1
 */
record GroupedRows(int groups, double rate, double spread) {
  /** One sample. */
  Sample sample(Random random) {
    return new Sample(this, random);
  }

  /**
   * The threshold that a row's own part plus its group's effect exceeds with such a probability.
   */
  double threshold(double share) {
    return Math.sqrt(1 + spread * spread) * ScoredRows.NORMAL.inverseSurvivalProbability(share);
  }

  String text() {
    return "%d groups of 1 to 10 rows, %s flips".formatted(groups, Grid.percent(rate));
  }

  /** Rows of one sample. */
  static final class Sample {
    private final int[] groupOfRow;
    private final boolean[] labels;
    private final boolean[] negativeFlips;
    private final boolean[] positiveFlips;
    private final float[] scores;
    private final Units units;

    private Sample(GroupedRows design, Random random) {
      double[] effects =
          DoubleStream.generate(() -> design.spread * random.nextGaussian())
              .limit(design.groups)
              .toArray();
      groupOfRow =
          IntStream.range(0, design.groups)
              .flatMap(group -> IntStream.generate(() -> group).limit(1 + group % 10))
              .toArray();
      labels = new boolean[groupOfRow.length];
      negativeFlips = new boolean[groupOfRow.length];
      positiveFlips = new boolean[groupOfRow.length];
      scores = new float[groupOfRow.length];
      double threshold = design.threshold(design.rate);
      for (int row = 0; row < groupOfRow.length; row++) {
        double effect = effects[groupOfRow[row]];
        double propensity = effect + random.nextGaussian();
        labels[row] = random.nextBoolean();
        negativeFlips[row] = propensity > threshold;
        positiveFlips[row] = propensity < -threshold;
        scores[row] = (float) (effect + random.nextGaussian() + (labels[row] ? 1 : 0));
      }
      units = Units.named(groupOfRow.length, row -> "group " + groupOfRow[row]);
    }

    Units units() {
      return units;
    }

    /** The share of flips. */
    Statistic flips() {
      return Proportion.of(groupOfRow.length, row -> negativeFlips[row]);
    }

    /** The student's share of right answers minus the teacher's; 0 in truth. */
    Statistic gain() {
      return Proportion.of(groupOfRow.length, row -> !negativeFlips[row])
          .minus(Proportion.of(groupOfRow.length, row -> !positiveFlips[row]));
    }

    /** The mean of a skewed number; exp((1 + spread^2) / 8) in truth. */
    Statistic loss() {
      return RatioOfSums.mean(
          groupOfRow.length, row -> Math.exp(0.5 * (scores[row] - (labels[row] ? 1 : 0))));
    }

    /** The area under the ROC curve; Phi(1 / sqrt(2 (1 + spread^2))) in truth. */
    Statistic area() {
      return new AreaUnderCurve(scores, labels);
    }
  }
}
