package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.provider.CsvFileSource;

class WeightedProportionTest {
  private static final int ROWS = 600;
  private static final Units USERS = Units.named(ROWS, row -> "user " + row / 3);
  private static final Proportion FEW = Proportion.of(ROWS, row -> row % 17 == 0);
  private static final Proportion OTHERS = Proportion.of(ROWS, row -> row % 40 == 1);
  private static final Offset<Double> ROUNDING = within(1e-12);

  @ParameterizedTest
  @CsvFileSource(
      resources = "weighted-clusters.csv",
      numLinesToSkip = 1,
      maxCharsPerColumn = 10_000)
  void agreesWithRootsOfTheScoreAtAnEffectFoundByChangingWeights(
      String hits,
      String nets,
      String trials,
      String squares,
      double confidence,
      double lowRate,
      double highRate,
      @AggregateWith(SixEnds.Last.class) SixEnds ends) {
    Interval rate =
        new ClusterCounts(numbers(hits), numbers(trials), numbers(squares)).interval(confidence);
    ClusterPairs pairs = new ClusterPairs(numbers(nets), numbers(trials), numbers(squares));

    assertThat(rate.low()).isCloseTo(lowRate, within(1e-7));
    assertThat(rate.high()).isCloseTo(highRate, within(1e-7));
    ends.assertAreThoseOf(pairs, confidence, 1e-7);
  }

  @Test
  void weightsThatAreAllTheSameChangeNothing() {
    assertSame(closed(FEW.weighted(row -> 0.3), USERS), closed(FEW, USERS));
    assertSame(
        closed(FEW.minus(OTHERS).weighted(row -> 0.3), USERS), closed(FEW.minus(OTHERS), USERS));
  }

  @Test
  void unequalWeightsAreWorthFewerRows() {
    Basis same = closed(FEW, Units.rows(ROWS));
    Basis unequal = closed(FEW.weighted(row -> row % 2 == 0 ? 1.9 : 0.1), Units.rows(ROWS));

    assertThat(unequal.method()).isEqualTo("weighted-wilson");
    assertThat(width(unequal)).isGreaterThan(1.2 * width(same));
  }

  @Test
  void whereNothingIsHitUnitsCountByWhatTheyAreWorth() {
    Proportion never = Proportion.of(ROWS, row -> false);
    // Half of 200 users weigh nothing.
    Basis rate = closed(never.weighted(row -> row < ROWS / 2 ? 2 : 0), USERS);
    Basis difference = closed(never.minus(never).weighted(row -> row < ROWS / 2 ? 2 : 0), USERS);

    assertThat(rate).isEqualTo(RateCounts.ofUnits(0, 100));
    assertThat(difference).isEqualTo(PairedCounts.ofUnits(0, 0, 100));
  }

  @Test
  void manyEffectiveHitsAreResampled() {
    Proportion many = Proportion.of(ROWS, row -> row % 2 == 0);
    Statistic weighed = many.weighted(row -> 1 + row % 3);

    assertThat(found(weighed, Units.rows(ROWS))).isEmpty();
  }

  @Test
  void refusesSumsThatCannotBe() {
    double[] ones = {1, 1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClusterCounts(new double[] {2, 0}, ones, ones));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClusterCounts(new double[] {1, 0}, ones, new double[] {1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClusterPairs(new double[] {-2, 0}, ones, ones));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClusterPairs(new double[] {Double.NaN, 0}, ones, ones));
  }

  private static void assertSame(Basis some, Basis others) {
    Interval interval = some.interval(0.95);
    assertThat(interval.estimate()).isCloseTo(others.interval(0.95).estimate(), ROUNDING);
    assertThat(interval.low()).isCloseTo(others.interval(0.95).low(), ROUNDING);
    assertThat(interval.high()).isCloseTo(others.interval(0.95).high(), ROUNDING);
  }

  private static double width(Basis basis) {
    return basis.interval(0.95).high() - basis.interval(0.95).low();
  }

  private static Basis closed(Statistic statistic, Units units) {
    return found(statistic, units).orElseThrow();
  }

  private static Optional<Basis> found(Statistic statistic, Units units) {
    return statistic.clustered(new Bootstrap(1, 1).sums(statistic, units, "any"), units);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
