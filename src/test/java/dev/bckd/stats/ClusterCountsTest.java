package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ClusterCountsTest {
  private static final int ROWS = 1_000;

  @ParameterizedTest
  @CsvFileSource(resources = "cluster-wilson.csv", numLinesToSkip = 1)
  void agreesWithRootsOfTheScoreAtAnEffectFoundByChangingWeights(
      String hits,
      String trials,
      double confidence,
      double low,
      double high,
      double lowOfGate,
      double highOfGate) {
    ClusterCounts counts = new ClusterCounts(numbers(hits), numbers(trials));
    Interval interval = counts.interval(confidence);
    boolean mostHit = interval.estimate() > 0.5;
    Interval gate = counts.passingBy(mostHit ? Ends.LOW : Ends.HIGH).interval(confidence);

    assertThat(interval.low()).isCloseTo(low, within(1e-7));
    assertThat(interval.high()).isCloseTo(high, within(1e-7));
    assertThat(gate.low()).isCloseTo(lowOfGate, within(1e-7));
    assertThat(gate.high()).isCloseTo(highOfGate, within(1e-7));
    assertThat(mostHit ? gate.low() : gate.high())
        .as("the end by which it passes")
        .isEqualTo(mostHit ? interval.low() : interval.high());
  }

  @Test
  void theOtherEndIsNearerForAGateThatPassesByTheCarefulOneOnly() {
    ClusterCounts few = new ClusterCounts(new int[] {0, 1, 0, 3}, new int[] {9, 5, 8, 6});
    ClusterCounts most = new ClusterCounts(new int[] {9, 4, 8, 3}, new int[] {9, 5, 8, 6});

    assertThat(few.passingBy(Ends.HIGH).method()).isEqualTo("cluster-wilson-for-max");
    assertThat(most.passingBy(Ends.LOW).method()).isEqualTo("cluster-wilson-for-min");
    assertThat(few.passingBy(Ends.LOW)).isSameAs(few);
    assertThat(few.passingBy(Ends.BOTH)).isSameAs(few);
    assertThat(most.passingBy(Ends.HIGH)).isSameAs(most);
    assertThat(few.passingBy(Ends.HIGH).interval(0.95).low())
        .isGreaterThan(few.interval(0.95).low());
    assertThat(most.passingBy(Ends.LOW).interval(0.95).high())
        .isLessThan(most.interval(0.95).high());
  }

  /** So that a stricter gate never passes where a looser one does not. */
  @Test
  void moreConfidenceNeverMakesAGatesIntervalNarrower() {
    ClusterCounts few = new ClusterCounts(new int[] {0, 1, 0, 3}, new int[] {9, 5, 8, 6});
    Interval last = few.passingBy(Ends.HIGH).interval(0.01);
    for (double confidence = 0.02; confidence < 1; confidence += 0.01) {
      Interval wider = few.passingBy(Ends.HIGH).interval(confidence);
      assertThat(wider.low()).isLessThanOrEqualTo(last.low());
      assertThat(wider.high()).isGreaterThanOrEqualTo(last.high());
      last = wider;
    }
  }

  @Test
  void mirrorsWhereMissesAreCounted() {
    int[] hits = {0, 1, 0, 4, 0, 0, 2};
    int[] trials = {3, 5, 2, 6, 9, 7, 8};
    int[] misses = IntStream.range(0, 7).map(unit -> trials[unit] - hits[unit]).toArray();

    Interval some = new ClusterCounts(hits, trials).interval(0.95);
    Interval others = new ClusterCounts(misses, trials).interval(0.95);

    assertThat(others.low()).isCloseTo(1 - some.high(), within(1e-12));
    assertThat(others.high()).isCloseTo(1 - some.low(), within(1e-12));
  }

  @Test
  void isNearlyTheIntervalOfIndependentRowsWhereUnitsAreRows() {
    Proportion share = Proportion.of(ROWS, row -> row % 50 == 0);

    Interval units = few(share, Units.rows(ROWS)).orElseThrow().interval(0.95);

    Interval rows = Wilson.interval(20, ROWS, 0.95);
    assertThat(units.low()).isCloseTo(rows.low(), within(1e-5));
    assertThat(units.high()).isCloseTo(rows.high(), within(1e-5));
  }

  @Test
  void isWiderWhereHitsComeTogether() {
    Units groups = Units.named(ROWS, row -> "group " + row / 10);
    Proportion together = Proportion.of(ROWS, row -> row < 20);
    Proportion apart = Proportion.of(ROWS, row -> row % 50 == 0);

    assertThat(width(together, groups)).isGreaterThan(2 * width(apart, groups));
  }

  @Test
  void leavesManyEffectiveHitsToResampling() {
    Units groups = Units.named(ROWS, row -> "group " + row / 10);

    assertThat(few(Proportion.of(ROWS, row -> row % 11 == 0), groups)).isPresent();
    assertThat(few(Proportion.of(ROWS, row -> row % 7 == 0), groups)).isEmpty();
    assertThat(few(Proportion.of(ROWS, row -> row % 11 != 0), groups)).isPresent();
    assertThat(few(Proportion.of(ROWS, row -> row < 400), groups)).isPresent();
  }

  @Test
  void isMissingWhereNothingOrEverythingIsHit() {
    Units groups = Units.named(ROWS, row -> "group " + row / 10);

    assertThat(few(Proportion.of(ROWS, row -> false), groups)).isEmpty();
    assertThat(few(Proportion.of(ROWS, row -> true), groups)).isEmpty();
  }

  @Test
  void countsUnitsThatHaveTrialsOnly() {
    Units groups = Units.named(ROWS, row -> "group " + row / 10);
    Proportion among = Proportion.among(ROWS, row -> row < 100, row -> row % 9 == 0);

    assertThat(few(among, groups))
        .get(type(ClusterCounts.class))
        .extracting(ClusterCounts::size)
        .isEqualTo(10);
  }

  @Test
  void refusesCountsThatCannotBe() {
    assertThatThrownBy(() -> new ClusterCounts(new int[] {2, 0}, new int[] {1, 3}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ClusterCounts(new int[] {1}, new int[] {3}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ClusterCounts(new int[] {1, 0}, new int[] {3, 1, 1}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ClusterCounts(new int[] {0, 0}, new int[] {3, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double width(Proportion share, Units units) {
    Interval interval = few(share, units).orElseThrow().interval(0.95);
    return interval.high() - interval.low();
  }

  private static Optional<Basis> few(Proportion share, Units units) {
    return ClusterCounts.tooFewToResample(new Bootstrap(1, 1).sums(share, units, "any"));
  }

  private static int[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }
}
