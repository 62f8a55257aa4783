package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class BootstrapTest {
  private final Bootstrap bootstrap = new Bootstrap(1, Bootstrap.DEFAULT_REPLICATES);
  private final PairedScores rows = PairedScores.read();

  /**
   * The ends of 2,000 replicates wander by about 3 % of their distance (the error of a 2.5 %
   * quantile of a normal sample); 8 % is beyond chance.
   */
  @ParameterizedTest
  @CsvFileSource(resources = "bootstrap.csv", numLinesToSkip = 1)
  void agreesWithScipyDrawingGroupsWithReplacement(
      String name, double estimate, double low, double high) {
    Interval interval = interval(statistic(name, rows), rows.groups());

    assertThat(interval.estimate()).isCloseTo(estimate, within(1e-9));
    assertThat(interval.low()).isCloseTo(low, within(0.08 * (high - low)));
    assertThat(interval.high()).isCloseTo(high, within(0.08 * (high - low)));
  }

  @Test
  void isAsWideAsTheClosedFormWhereRowsAreIndependent() {
    Random random = new Random(4);
    boolean[] hit = new boolean[5_000];
    for (int row = 0; row < hit.length; row++) {
      hit[row] = random.nextDouble() < 0.3;
    }
    Proportion rate = Proportion.of(hit.length, row -> hit[row]);

    Interval drawn = interval(rate, Units.rows(5_000));
    Interval closed = rate.independent().orElseThrow().interval(0.95);

    assertThat(width(drawn)).isCloseTo(width(closed), within(0.08 * width(closed)));
  }

  @Test
  void isWiderThanTheClosedFormWhereGroupsAgreeAmongThemselves() {
    Proportion rate = Proportion.of(2_000, row -> (row / 20) % 3 == 0);
    Units groups = Units.named(2_000, row -> "group " + row / 20);

    double drawn = width(interval(rate, groups));

    assertThat(drawn).isGreaterThan(3 * width(rate.independent().orElseThrow().interval(0.95)));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "bootstrap.csv", numLinesToSkip = 1)
  void isTheSameOnAnyNumberOfThreads(String name) {
    Statistic statistic = statistic(name, rows);

    Interval alone = on(1, () -> interval(statistic, rows.groups()));
    Interval together = on(8, () -> interval(statistic, rows.groups()));

    assertThat(together).isEqualTo(alone);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "bootstrap.csv", numLinesToSkip = 1)
  void doesNotDependOnTheOrderOfTheRows(String name) {
    PairedScores shuffled = rows.shuffled(9);

    Interval inOrder = interval(statistic(name, rows), rows.groups());
    Interval outOfOrder = interval(statistic(name, shuffled), shuffled.groups());

    assertThat(outOfOrder.low()).isCloseTo(inOrder.low(), within(1e-12));
    assertThat(outOfOrder.high()).isCloseTo(inOrder.high(), within(1e-12));
  }

  @Test
  void changesWithTheSeed() {
    Interval one = interval(rows.flips(), rows.groups());
    Interval other =
        new Bootstrap(2, Bootstrap.DEFAULT_REPLICATES)
            .sums(rows.flips(), rows.groups(), "bootstrap")
            .interval(0.95);

    assertThat(other).isNotEqualTo(one);
    assertThat(other.low()).isCloseTo(one.low(), within(0.1 * width(one)));
  }

  /**
   * Means of five seeds, 4,000 replicates each: the error of a width is some 0.7 % of it, both ways
   * of resampling 1 %; 3 % is what the buckets may cost.
   */
  @Test
  void bucketsGiveTheWidthThatRowsGive() {
    int n = 20_000;
    Random random = new Random(12);
    double[] values = new double[n];
    double[] ones = new double[n];
    for (int row = 0; row < n; row++) {
      values[row] = -Math.log(1 - random.nextDouble());
      ones[row] = 1;
    }
    RatioOfSums mean = RatioOfSums.mean(n, row -> values[row]);
    long[] keys = LongStream.range(0, n).map(SplitMix64::mix).toArray();
    int[] all = IntStream.range(0, n).toArray();
    double byBucket = 0;
    double byRow = 0;
    for (long seed = 1; seed <= 5; seed++) {
      Bootstrap drawing = new Bootstrap(seed, 4_000);
      byBucket += width(drawing.sums(mean, Units.rows(n), "bootstrap").interval(0.95));
      byRow +=
          width(
              new UnitSums(
                      "bootstrap",
                      mean.formula(),
                      new Draws(drawing, keys),
                      all,
                      new double[][] {values, ones})
                  .interval(0.95));
    }

    assertThat(byBucket / byRow).isBetween(0.97, 1.03);
  }

  @Test
  void countsTheResamplesOnWhichTheStatisticHasNoValue() {
    AreaUnderCurve onePositive =
        new AreaUnderCurve(new float[] {1, 2, 3, 4}, new boolean[] {false, false, false, true});

    Replicates replicates = bootstrap.sums(onePositive, Units.rows(4), "bootstrap").replicates();

    // The positive row, or all three negative ones, left out: e^-1 + (1 - e^-1) e^-3.
    double share = Math.exp(-1) + (1 - Math.exp(-1)) * Math.exp(-3);
    assertThat(replicates.undefined() / 2000.0).isCloseTo(share, within(0.04));
  }

  private static Statistic statistic(String name, PairedScores rows) {
    return switch (name) {
      case "accuracy" -> rows.firstRight();
      case "flips" -> rows.flips();
      case "accuracy difference" -> rows.firstRight().minus(rows.secondRight());
      case "score" -> rows.secondScore();
      case "auc" -> rows.firstArea();
      case "auc difference" -> rows.firstArea().minus(rows.secondArea());
      default -> throw new IllegalArgumentException(name);
    };
  }

  private Interval interval(Statistic statistic, Units units) {
    return bootstrap.sums(statistic, units, "bootstrap").interval(0.95);
  }

  private static Interval on(int threads, Callable<Interval> work) {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(work).join();
    } finally {
      pool.shutdown();
    }
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }
}
