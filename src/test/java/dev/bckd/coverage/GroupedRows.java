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
 * Rows in groups. Each group has a normal effect of its own, common to its rows, added to the score
 * of a row and to its propensity to flip; a propensity as far on the other side is a positive flip.
 *
 * @param groups number of groups
 * @param sizes of the groups, drawn at random
 * @param rate how likely a row is a negative flip, over all groups
 * @param positive how likely it is a positive one
 * @param spread standard deviation of a group's effect; that of a row's own part is 1
 * @param slope how the propensity to flip, either way, grows with the logarithm of the size
 */
record GroupedRows(
    int groups, GroupSizes sizes, double rate, double positive, double spread, double slope) {
  private static final int HALVINGS = 60;

  /** Groups of 1 to 10 rows that flip alike, whatever their size. */
  static GroupedRows even(int groups, double rate) {
    return new GroupedRows(groups, GroupSizes.EVEN, rate, rate, 0.7, 0);
  }

  /** One sample. */
  Sample sample(Random random) {
    return new Sample(this, random);
  }

  /** The threshold that a row's propensity exceeds with a probability, over all groups. */
  double threshold(double probability) {
    double low = -20;
    double high = 20;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      double flips = sizes.byRow(size -> above(middle - lift(size))) / sizes.mean();
      low = flips > probability ? middle : low;
      high = flips > probability ? high : middle;
    }
    return low;
  }

  private double above(double threshold) {
    return ScoredRows.NORMAL.survivalProbability(threshold / Math.sqrt(1 + spread * spread));
  }

  private double lift(int size) {
    return slope * Math.log(size);
  }

  String text() {
    return "%d groups of %s%s%s, %s flips%s"
        .formatted(
            groups,
            sizes.text(),
            spread > 1 ? " that differ much" : "",
            slope > 0 ? ", large ones worse" : slope < 0 ? ", small ones worse" : "",
            Grid.percent(rate),
            positive == rate ? "" : ", " + Grid.percent(positive) + " the other way");
  }

  /** Rows of one sample. */
  static final class Sample {
    private final int[] groupOfRow;
    private final boolean[] labels;
    private final boolean[] negativeFlips;
    private final boolean[] positiveFlips;
    private final float[] scores;
    private final double[] weights;
    private final Units units;

    private Sample(GroupedRows design, Random random) {
      int[] sizes =
          IntStream.range(0, design.groups).map(group -> design.sizes.draw(random)).toArray();
      double[] effects =
          DoubleStream.generate(() -> design.spread * random.nextGaussian())
              .limit(design.groups)
              .toArray();
      groupOfRow =
          IntStream.range(0, design.groups)
              .flatMap(group -> IntStream.generate(() -> group).limit(sizes[group]))
              .toArray();
      labels = new boolean[groupOfRow.length];
      negativeFlips = new boolean[groupOfRow.length];
      positiveFlips = new boolean[groupOfRow.length];
      scores = new float[groupOfRow.length];
      double threshold = design.threshold(design.rate);
      double other = design.positive == design.rate ? threshold : design.threshold(design.positive);
      for (int row = 0; row < groupOfRow.length; row++) {
        double effect = effects[groupOfRow[row]];
        double lift = design.lift(sizes[groupOfRow[row]]);
        double propensity = effect + random.nextGaussian();
        labels[row] = random.nextBoolean();
        negativeFlips[row] = lift + propensity > threshold;
        positiveFlips[row] = lift - propensity > other;
        scores[row] = (float) (effect + random.nextGaussian() + (labels[row] ? 1 : 0));
      }
      weights = DoubleStream.generate(random::nextGaussian).limit(groupOfRow.length).toArray();
      units = Units.named(groupOfRow.length, row -> "group " + groupOfRow[row]);
    }

    Units units() {
      return units;
    }

    /** The share of flips. */
    Statistic flips() {
      return Proportion.of(groupOfRow.length, row -> negativeFlips[row]);
    }

    /** The share of flips of rows that weigh more or less, with no regard to what they are. */
    Statistic weighedFlips() {
      return flips().weighted(row -> Math.exp(weights[row]));
    }

    /** The same of {@link #gain}. */
    Statistic weighedGain() {
      return gain().weighted(row -> Math.exp(weights[row]));
    }

    /** The student's share of right answers minus the teacher's; positive - rate in truth. */
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
