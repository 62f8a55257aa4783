package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.provider.CsvFileSource;

class ClusterPairsTest {
  private static final int ROWS = 1_000;
  private static final int[] TRIALS = {4, 9, 3, 2, 5, 8};
  private static final Units GROUPS = Units.named(ROWS, row -> "group " + row / 10);

  @ParameterizedTest
  @CsvFileSource(resources = "cluster-tango.csv", numLinesToSkip = 1)
  void agreesWithNumericalMaximumLikelihoodAtAnEffectFoundByChangingWeights(
      String nets,
      String trials,
      double confidence,
      @AggregateWith(SixEnds.Last.class) SixEnds ends) {
    ends.assertAreThoseOf(new ClusterPairs(numbers(nets), numbers(trials)), confidence, 1e-6);
  }

  @Test
  void aGateThatPassesByOneEndHasTheOtherOneNearer() {
    ClusterPairs pairs = new ClusterPairs(new int[] {-3, 1, 0, -2, 2, -4}, TRIALS);
    Interval plain = pairs.interval(0.95);

    Interval forMin = pairs.passingBy(Ends.LOW).interval(0.95);

    assertThat(forMin.low()).isEqualTo(plain.low());
    assertThat(forMin.high()).isLessThan(plain.high());
    assertThat(pairs.passingBy(Ends.BOTH).interval(0.95)).isEqualTo(plain);
  }

  /** Of six changes of one sign one in 64 flips has all of them: a mid-p-value of 0.008. */
  @Test
  void aGateLeavesItToFlippedSignsWhetherThereIsADifference() {
    ClusterPairs sixOneWay = new ClusterPairs(new int[] {-1, -5, -2, -1, -3, -7}, TRIALS);
    ClusterPairs oneBackAgain = new ClusterPairs(new int[] {-1, -5, -2, -1, -3, 7}, TRIALS);

    for (Ends passing : new Ends[] {Ends.LOW, Ends.HIGH}) {
      assertThat(sixOneWay.passingBy(passing).interval(0.95).high()).isNegative();
      assertThat(oneBackAgain.passingBy(passing).interval(0.95).low()).isNegative();
      assertThat(oneBackAgain.passingBy(passing).interval(0.95).high()).isPositive();
    }
  }

  @Test
  void mirrorsWhenTheTwoWaysAreExchanged() {
    int[] nets = {0, 1, 0, -4, 0, 0, 2};
    int[] trials = {3, 5, 2, 6, 9, 7, 8};
    int[] others = Arrays.stream(nets).map(net -> -net).toArray();

    Interval one = new ClusterPairs(nets, trials).interval(0.95);
    Interval other = new ClusterPairs(others, trials).interval(0.95);

    assertThat(one.low()).isCloseTo(-other.high(), within(1e-12));
    assertThat(one.high()).isCloseTo(-other.low(), within(1e-12));
  }

  @Test
  void isNearlyTheIntervalOfIndependentRowsWhereUnitsAreRows() {
    Interval units =
        few(row -> row % 50 == 0, row -> row % 90 == 1, Units.rows(ROWS)).orElseThrow();

    Interval rows = Tango.interval(20, 12, ROWS, 0.95);
    assertThat(units.low()).isCloseTo(rows.low(), within(1e-3));
    assertThat(units.high()).isCloseTo(rows.high(), within(1e-3));
  }

  @Test
  void isWiderWhereChangesComeTogether() {
    Interval together = few(row -> row < 20, row -> row % 100 == 99, GROUPS).orElseThrow();
    Interval apart = few(row -> row % 50 == 0, row -> row % 100 == 99, GROUPS).orElseThrow();

    assertThat(together.high() - together.low()).isGreaterThan(2 * (apart.high() - apart.low()));
  }

  @Test
  void isOrderedByUnitsAndNotByRows() {
    Interval forwards = few(row -> row % 37 == 0, row -> row % 91 == 0, GROUPS).orElseThrow();
    Interval backwards =
        few(
                row -> (ROWS - 1 - row) % 37 == 0,
                row -> (ROWS - 1 - row) % 91 == 0,
                Units.named(ROWS, row -> "group " + (ROWS - 1 - row) / 10))
            .orElseThrow();

    assertThat(backwards).isEqualTo(forwards);
  }

  @Test
  void leavesManyEffectiveChangesToResampling() {
    assertThat(few(row -> row % 11 == 0, row -> false, GROUPS)).isPresent();
    assertThat(few(row -> row % 2 == 0, row -> false, GROUPS)).isEmpty();
  }

  @Test
  void countsEachUnitOnceWhereAllSayTheSame() {
    Interval never = few(row -> row % 2 == 0, row -> row % 2 == 1, GROUPS).orElseThrow();

    assertThat(never).isEqualTo(Tango.interval(0, 0, 100, 0.95));
    assertThat(few(row -> true, row -> false, GROUPS)).contains(Tango.interval(100, 0, 100, 0.95));
    assertThat(few(row -> false, row -> true, GROUPS)).contains(Tango.interval(0, 100, 100, 0.95));
  }

  @Test
  void refusesCountsThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClusterPairs(new int[] {2, 0}, new int[] {1, 3}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClusterPairs(new int[] {1}, new int[] {3}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClusterPairs(new int[] {0, 0}, new int[] {3, 1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClusterPairs(new int[] {1, 0, 0}, new int[] {3, 1}));
  }

  private static Optional<Interval> few(IntPredicate first, IntPredicate second, Units units) {
    Statistic difference = Proportion.of(ROWS, first).minus(Proportion.of(ROWS, second));
    return difference
        .clustered(new Bootstrap(1, 1).sums(difference, units, "any"), units)
        .map(basis -> basis.interval(0.95));
  }

  private static int[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }
}
