package dev.bckd.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.stats.ClopperPearson;
import dev.bckd.stats.Wilson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The short form of {@link CoverageReport}: what 95 % intervals must keep, where ten or more of
 * what is counted are expected. Bounds of what is simulated are three standard errors wider.
 */
class CoverageTest {
  private static final double LEAST = 0.935;
  private static final double MOST = 0.965;
  private static final double TAIL = 0.025;

  private final Intervals intervals = new Intervals();
  private final Simulation simulation = new Simulation(4_000);

  @ParameterizedTest
  @ValueSource(ints = {50, 200, 1_000})
  void wilsonHoldsARateAsOftenAsPromisedOnAverage(int rows) {
    Case found = RateCoverage.of(Wilson.METHOD, Wilson::interval, rows, 200);

    assertThat(found.mean()).isBetween(LEAST, MOST);
    assertThat(found.smallest()).isGreaterThan(0.93);
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 200, 1_000})
  void clopperAndPearsonHoldEveryRateAtLeastAsOftenAsPromised(int rows) {
    Case found = RateCoverage.of(ClopperPearson.METHOD, ClopperPearson::interval, rows, 200);

    assertThat(found.smallest()).isGreaterThanOrEqualTo(0.95);
    assertThat(found.mostAbove()).isLessThanOrEqualTo(TAIL);
    assertThat(found.mostBelow()).isLessThanOrEqualTo(TAIL);
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 200, 1_000})
  void aRateThatIsTheLimitPassesInOneOfFortySuitesOnAverage(int rows) {
    Case found = RateCoverage.of(Wilson.METHOD, Wilson::interval, rows, 200);

    assertThat(found.meanBelow()).isLessThanOrEqualTo(TAIL);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 100, 300})
  void tangoHoldsADifferenceAsOftenAsPromised(int pairs) {
    Case found = new PairCoverage(pairs).of(0.5, 6, 4);

    assertThat(found.mean()).isBetween(LEAST, MOST);
    assertThat(found.smallest()).isGreaterThan(LEAST);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 100, 300})
  void aModelWorseByTheMarginPassesInOneOfFortySuitesOnAverage(int pairs) {
    // The teacher is better by the difference; an interval below it says that it is not.
    Case teacherBetter = new PairCoverage(pairs).of(0.5, 6, 4);

    assertThat(teacherBetter.meanBelow()).isLessThanOrEqualTo(TAIL);
    assertThat(teacherBetter.mostBelow()).isLessThan(0.028);
  }

  @Test
  void aModelEqualToTheTeacherHardlyEverFails() {
    PairCoverage pairs = new PairCoverage(1_000);

    assertThat(pairs.tally(0.1, 0, -0.005).belowShare()).isLessThan(TAIL);
    assertThat(pairs.tally(0.02, 0, -0.005).belowShare()).isLessThan(TAIL);
    assertThat(pairs.tally(0.1, 0, 0).belowShare()).isLessThan(0.028);
  }

  @ParameterizedTest
  @CsvSource({"200, 0.5, 0.6", "200, 0.5, 0.9", "400, 0.2, 0.75"})
  void deLongHoldsAnAreaAsOftenAsPromised(int rows, double positive, double area) {
    ScoredRows design = new ScoredRows(rows, positive, area, area, 0.8);

    Tally found = simulation.tally(area, random -> intervals.rows(design.sample(random).first()));

    assertHolds(found);
  }

  @ParameterizedTest
  @CsvSource({"200, 0.5, 0.6, 0.6", "200, 0.5, 0.9, 0.88", "400, 0.2, 0.75, 0.7"})
  void deLongHoldsADifferenceAsOftenAsPromised(
      int rows, double positive, double first, double second) {
    ScoredRows design = new ScoredRows(rows, positive, first, second, 0.8);

    Tally found =
        simulation.tally(
            first - second, random -> intervals.rows(design.sample(random).difference()));

    assertHolds(found);
    assertThat(found.belowShare()).isLessThan(TAIL + simulation.errors(TAIL, 3));
  }

  private void assertHolds(Tally found) {
    double slack = simulation.errors(0.95, 3);
    assertThat(found.coverage()).isBetween(LEAST - slack, MOST + slack);
  }
}
