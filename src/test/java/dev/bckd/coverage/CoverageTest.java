package dev.bckd.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.stats.ClopperPearson;
import dev.bckd.stats.Ends;
import dev.bckd.stats.Statistic;
import java.util.function.Function;
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

  /** Of gates that pass by the high end, as those of flips do. */
  private final Intervals ofFlips = new Intervals(Ends.HIGH);

  /** Of gates that pass by the low end. */
  private final Intervals intervals = new Intervals(Ends.LOW);

  private final Simulation simulation = new Simulation(4_000);
  private final Simulation resampling = new Simulation(1_000);

  @ParameterizedTest
  @ValueSource(ints = {50, 200, 1_000})
  void aGateHoldsEveryRateAtLeastAsOftenAsPromisedAndHardlyMoreOftenOnAverage(int rows) {
    for (String method : new String[] {"exact-for-max", "exact-for-min"}) {
      Case found = RateCoverage.of(method, rows, 200);

      assertThat(found.smallest()).isGreaterThanOrEqualTo(0.95);
      assertThat(found.mean()).isLessThan(0.96);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 200, 1_000})
  void clopperAndPearsonHoldEveryRateAtLeastAsOftenAsPromised(int rows) {
    Case found = RateCoverage.of(ClopperPearson.METHOD, rows, 200);

    assertThat(found.smallest()).isGreaterThanOrEqualTo(0.95);
    assertThat(found.mostAbove()).isLessThanOrEqualTo(TAIL);
    assertThat(found.mostBelow()).isLessThanOrEqualTo(TAIL);
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 200, 1_000})
  void aRateThatIsTheLimitPassesInOneOfFortySuitesAtMost(int rows) {
    Case held = RateCoverage.of("exact-for-max", rows, 200);
    Case reached = RateCoverage.of("exact-for-min", rows, 200);

    assertThat(held.mostBelow()).isLessThanOrEqualTo(TAIL);
    assertThat(held.mostAbove()).isLessThan(0.041);
    assertThat(reached.mostAbove()).isLessThanOrEqualTo(TAIL);
    assertThat(reached.mostBelow()).isLessThan(0.041);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 100, 300})
  void aGateHoldsADifferenceAsOftenAsPromised(int pairs) {
    Case found = new PairCoverage("tango-corrected", pairs).of(0.5, 8, 0.5, 6);

    assertThat(found.smallest()).isGreaterThan(0.945);
    assertThat(found.mean()).isLessThan(MOST);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 100, 300})
  void tangoHoldsADifferenceAsOftenAsPromised(int pairs) {
    Case found = new PairCoverage("tango", pairs).of(0.5, 6, 0.5, 4);

    assertThat(found.mean()).isBetween(LEAST, MOST);
    assertThat(found.smallest()).isGreaterThan(LEAST);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 100, 300})
  void aModelWorseByTheMarginPassesInOneOfFortySuitesAtMost(int pairs) {
    // The teacher is better by the difference; an interval below it says that it is not.
    Case teacherBetter = new PairCoverage("tango-corrected", pairs).of(0.5, 8, 0.95, 11);

    assertThat(teacherBetter.mostBelow()).isLessThanOrEqualTo(TAIL);
  }

  @Test
  void aModelEqualToTheTeacherHardlyEverFails() {
    PairCoverage pairs = new PairCoverage("tango-corrected", 1_000);

    assertThat(pairs.tally(0.1, 0, -0.005).belowShare()).isLessThan(TAIL);
    assertThat(pairs.tally(0.02, 0, -0.005).belowShare()).isLessThan(TAIL);
    assertThat(pairs.tally(0.1, 0, 0).belowShare()).isLessThan(TAIL);
    assertThat(pairs.tally(0.025, 0, 0).belowShare()).isLessThan(TAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "200, 0.5, 0.6",
    "200, 0.5, 0.9",
    "400, 0.2, 0.75",
    "1000, 0.01, 0.6",
    "1000, 0.01, 0.75",
    "1000, 0.01, 0.9",
    "200, 0.05, 0.97"
  })
  void deLongHoldsAnAreaAsOftenAsPromised(int rows, double positive, double area) {
    ScoredRows design = new ScoredRows(rows, positive, area, area, 1, 0.8);

    Tally found = simulation.tally(area, random -> intervals.rows(design.sample(random).first()));

    assertHolds(found, simulation);
  }

  @ParameterizedTest
  @CsvSource({
    "200, 0.05, 0.9, 1",
    "1000, 0.01, 0.97, 1",
    "1000, 0.01, 0.97, 2",
    "200, 0.1, 0.9, 2"
  })
  void anAreaThatIsTheLimitHardlyEverPassesWhereNextToNothingIsOutOfOrder(
      int rows, double positive, double area, double scale) {
    ScoredRows design = new ScoredRows(rows, positive, area, area, scale, 0.8);

    Tally found = simulation.tally(area, random -> intervals.rows(design.sample(random).first()));

    assertThat(found.coverage()).isGreaterThan(LEAST);
    assertThat(found.aboveShare()).isLessThan(TAIL);
  }

  @ParameterizedTest
  @CsvSource({"200, 0.5, 0.6", "200, 0.5, 0.9", "200, 0.05, 0.75"})
  void aModelWhoseAreaEqualsTheTeachersSeldomFails(int rows, double positive, double area) {
    ScoredRows design = new ScoredRows(rows, positive, area, area, 1, 0.8);

    Tally found = simulation.tally(0, random -> intervals.rows(design.sample(random).difference()));

    assertHolds(found, simulation);
    assertThat(found.belowShare()).isLessThan(TAIL + simulation.errors(TAIL, 3));
  }

  /** Ten to fifty rows are out of order; by DeLong's variance alone 3.2 to 6.3 % passed. */
  @ParameterizedTest
  @CsvSource({
    "200, 0.5, 0.85, 0.9, 1",
    "1000, 0.5, 0.95, 0.97, 1",
    "4000, 0.05, 0.88, 0.9, 1",
    "4000, 0.05, 0.95, 0.97, 2"
  })
  void aModelWhoseAreaIsSmallerByTheMarginSeldomPasses(
      int rows, double positive, double area, double ofTeacher, double scale) {
    ScoredRows design = new ScoredRows(rows, positive, area, ofTeacher, scale, 0.95);

    Tally found =
        simulation.tally(
            area - ofTeacher, random -> intervals.rows(design.sample(random).difference()));

    assertHolds(found, simulation);
    assertThat(found.aboveShare()).isLessThan(TAIL + simulation.errors(TAIL, 3));
  }

  /** Resampled, 5 to 8 % passed where all changes are for the worse. */
  @ParameterizedTest
  @CsvSource({"1000, 0.02, 1, 0", "1000, 0.05, 1, 0.7", "200, 0.6, 0.5, 0.7"})
  void aModelWhoseMeanIsWorseByTheMarginSeldomPasses(
      int rows, double changed, double worse, double spread) {
    ChangedRows design = new ChangedRows(rows, changed, worse, spread);

    Tally found =
        resampling.tally(design.difference(), random -> intervals.rows(design.sample(random)));

    assertHolds(found, resampling);
    assertThat(found.aboveShare()).isLessThan(TAIL + resampling.errors(TAIL, 3));
  }

  /** Resampled, 3.5 to 6 % passed. */
  @ParameterizedTest
  @CsvSource({"200, 0.2, 1", "1000, 0.02, 0.7", "1000, 0.12, 1"})
  void aMeanThatIsTheLimitSeldomPasses(int rows, double changed, double spread) {
    ChangedRows design = new ChangedRows(rows, changed, 1, spread);

    Tally found =
        simulation.tally(-design.difference(), random -> ofFlips.rows(design.losses(random)));

    assertHolds(found, simulation);
    assertThat(found.belowShare()).isLessThan(TAIL + simulation.errors(TAIL, 3));
  }

  /** Resampled, 3 to 6 % passed. */
  @ParameterizedTest
  @CsvSource({"100, 0.5, 0.9", "400, 0.05, 0.9", "400, 0.5, 0.97"})
  void anAreaInGroupsThatIsTheLimitSeldomPasses(int groups, double positive, double area) {
    GroupedScores design = new GroupedScores(groups, positive, area, area);

    Tally found =
        resampling.tally(
            area,
            random -> {
              GroupedScores.Sample sample = design.sample(random);
              return intervals.groups(sample.area(), sample.units());
            });

    assertHolds(found, resampling);
    assertThat(found.aboveShare()).isLessThan(TAIL + resampling.errors(TAIL, 3));
  }

  /** The second expects ten flips; in the last enough of them are expected to be resampled. */
  @ParameterizedTest
  @CsvSource({
    "100, EVEN, 0.05, 2000",
    "300, EVEN, 0.006, 2000",
    "400, GEOMETRIC, 0.01, 2000",
    "400, HEAVY, 0.01, 1000",
    "300, EVEN, 0.2, 400"
  })
  void groupsHoldAFlipRateAsOftenAsPromised(
      int groups, GroupSizes sizes, double rate, int samples) {
    GroupedRows design = new GroupedRows(groups, sizes, rate, rate, 0.7, 0);
    Simulation some = new Simulation(samples);

    Tally found = tally(some, design, rate, GroupedRows.Sample::flips, ofFlips);

    assertHolds(found, some);
    assertThat(found.belowShare()).isLessThan(TAIL + some.errors(TAIL, 4));
  }

  /** Ten flips, most of them in a few groups that a sample may lack; then fifty. */
  @ParameterizedTest
  @CsvSource({
    "100, HEAVY, 0.0136, 0.7, 0.3",
    "100, HEAVY, 0.068, 0.7, 0.3",
    "100, GEOMETRIC, 0.02, 1.5, 0"
  })
  void aRateThatIsTheLimitSeldomPassesWhereFewGroupsBearMostFlips(
      int groups, GroupSizes sizes, double rate, double spread, double slope) {
    GroupedRows design = new GroupedRows(groups, sizes, rate, rate, spread, slope);

    Tally found = tally(resampling, design, rate, GroupedRows.Sample::flips, ofFlips);

    assertHolds(found, resampling);
    assertThat(found.belowShare()).isLessThan(TAIL + resampling.errors(TAIL, 3));
  }

  @ParameterizedTest
  @CsvSource({"GEOMETRIC, 0.02, 0, 0", "HEAVY, 0.0136, 0, 0.3", "HEAVY, 0.068, 0.034, 0.3"})
  void aModelWorseByTheMarginSeldomPassesWhereFewGroupsChangeOneWay(
      GroupSizes sizes, double worse, double better, double slope) {
    GroupedRows design = new GroupedRows(100, sizes, worse, better, 0.7, slope);

    Tally found = tally(resampling, design, better - worse, GroupedRows.Sample::gain, intervals);

    assertHolds(found, resampling);
    assertThat(found.aboveShare()).isLessThan(TAIL + resampling.errors(TAIL, 3));
  }

  /** Ten changes each way. */
  @ParameterizedTest
  @CsvSource({"100, GEOMETRIC, 0.02", "100, HEAVY, 0.0136", "400, EVEN, 0.00455"})
  void aModelEqualToTheTeacherSeldomFailsWhereFewGroupsChange(
      int groups, GroupSizes sizes, double changes) {
    GroupedRows design = new GroupedRows(groups, sizes, changes, changes, 0.7, 0);

    Tally found = tally(resampling, design, 0, GroupedRows.Sample::gain, intervals);

    assertHolds(found, resampling);
    assertThat(found.belowShare()).isLessThan(TAIL + resampling.errors(TAIL, 3));
  }

  /** Resampled, 8 to 10 % of the rates passed. */
  @ParameterizedTest
  @CsvSource({"100, GEOMETRIC, 0.02", "100, HEAVY, 0.0272", "400, SINGLE, 0.025"})
  void aWeightedRateThatIsTheLimitSeldomPasses(int groups, GroupSizes sizes, double rate) {
    GroupedRows design = new GroupedRows(groups, sizes, rate, rate, 0.7, 0);

    Tally flips = tally(resampling, design, rate, GroupedRows.Sample::weighedFlips, ofFlips);
    Tally gain = tally(resampling, design, 0, GroupedRows.Sample::weighedGain, intervals);

    assertThat(flips.coverage()).isGreaterThan(LEAST);
    assertThat(flips.belowShare()).isLessThan(TAIL + resampling.errors(TAIL, 3));
    assertThat(flips.aboveShare()).isLessThan(2 * TAIL);
    assertThat(gain.aboveShare()).isLessThan(TAIL + resampling.errors(TAIL, 3));
  }

  /** By the score of what groups change alone, 4.4 % passed in the first. */
  @ParameterizedTest
  @CsvSource({"100, 0.5, 0.955, 0.97", "100, 0.5, 0.85, 0.9", "400, 0.05, 0.88, 0.9"})
  void aModelWhoseAreaInGroupsIsSmallerByTheMarginSeldomPasses(
      int groups, double positive, double area, double ofTeacher) {
    GroupedScores design = new GroupedScores(groups, positive, area, ofTeacher);

    Tally found =
        resampling.tally(
            area - ofTeacher,
            random -> {
              GroupedScores.Sample sample = design.sample(random);
              return intervals.groups(sample.difference(), sample.units());
            });

    assertHolds(found, resampling);
    assertThat(found.aboveShare()).isLessThan(TAIL + resampling.errors(TAIL, 3));
  }

  /** Resampled, nearly all models passed. */
  @ParameterizedTest
  @CsvSource({"500, 1, 1.5, 1", "2000, 1, 1.2, 1", "2000, 4, 1.6, 1.4", "2000, 1, 1.1, 1.4"})
  void aModelWhoseCalibrationIsWorseByTheMarginSeldomPasses(
      int rows, int ofGroup, double scale, double ofTeacher) {
    PredictedRows design = PredictedRows.decided(rows, ofGroup, scale, 0, ofTeacher);

    assertSeldomOff(design, design.error(), PredictedRows.Sample::error);
    assertSeldomOff(design, design.errorOfTeacher(), PredictedRows.Sample::errorOfTeacher);
  }

  @ParameterizedTest
  @CsvSource({"2000, 1, 1.05, 1", "2000, 4, 1.21, 1.1", "500, 1, 1, 1.1", "10000, 1, 0.9, 1.03"})
  void aModelWhoseRatioIsFartherFromOneByTheMarginSeldomPasses(
      int rows, int ofGroup, double times, double ofTeacher) {
    PredictedRows design = PredictedRows.rare(rows, ofGroup, times, ofTeacher);

    assertSeldomOff(design, design.distance(), PredictedRows.Sample::distance);
  }

  private void assertSeldomOff(
      PredictedRows design, double truth, Function<PredictedRows.Sample, Statistic> statistic) {
    Tally found =
        resampling.tally(
            truth,
            random -> {
              PredictedRows.Sample sample = design.sample(random);
              return intervals.groups(statistic.apply(sample), sample.units());
            });

    assertThat(found.belowShare()).isLessThan(TAIL + resampling.errors(TAIL, 3));
    assertThat(found.aboveShare()).isLessThan(TAIL + resampling.errors(TAIL, 3));
  }

  @Test
  void groupsHoldAPairedDifferenceAsOftenAsPromised() {
    Tally found =
        tally(resampling, GroupedRows.even(100, 0.05), 0, GroupedRows.Sample::gain, intervals);

    assertThat(found.coverage()).isGreaterThan(LEAST - resampling.errors(0.95, 3));
    assertThat(found.aboveShare()).isLessThan(TAIL + resampling.errors(TAIL, 3));
  }

  private Tally tally(
      Simulation samples,
      GroupedRows design,
      double truth,
      Function<GroupedRows.Sample, Statistic> statistic,
      Intervals of) {
    return samples.tally(
        truth,
        random -> {
          GroupedRows.Sample sample = design.sample(random);
          return of.groups(statistic.apply(sample), sample.units());
        });
  }

  private static void assertHolds(Tally found, Simulation simulation) {
    double slack = simulation.errors(0.95, 3);
    assertThat(found.coverage()).isBetween(LEAST - slack, MOST + slack);
  }
}
