package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class DeLongTest {
  private final PairedScores rows = PairedScores.read();

  @ParameterizedTest
  @CsvFileSource(resources = "delong.csv", numLinesToSkip = 1)
  void agreesWithTheComparisonOfEveryPair(
      String area, double estimate, double low, double high, double lowForMax, double highForMin) {
    Statistic statistic =
        switch (area) {
          case "first" -> rows.firstArea();
          case "second" -> rows.secondArea();
          default -> rows.firstArea().minus(rows.secondArea());
        };

    Basis basis = statistic.independent().orElseThrow();
    Estimate found = Estimate.of(basis, 0.95);
    Interval forMin = basis.passingBy(Ends.LOW).interval(0.95);
    Interval forMax = basis.passingBy(Ends.HIGH).interval(0.95);

    assertThat(found.method()).isEqualTo("delong");
    assertThat(found.interval().estimate()).isCloseTo(estimate, within(1e-9));
    assertThat(found.interval().low()).isCloseTo(low, within(1e-9));
    assertThat(found.interval().high()).isCloseTo(high, within(1e-9));
    assertThat(forMin.low()).isEqualTo(found.interval().low());
    assertThat(forMin.high()).isCloseTo(highForMin, within(1e-9));
    assertThat(forMax.low()).isCloseTo(lowForMax, within(1e-9));
    assertThat(forMax.high()).isEqualTo(found.interval().high());
  }

  @Test
  void isNamedForTheGateOfAnAreaAndAlikeForThatOfADifference() {
    Basis area = rows.firstArea().independent().orElseThrow();
    Basis difference = rows.firstArea().minus(rows.secondArea()).independent().orElseThrow();

    assertThat(area.passingBy(Ends.LOW).method()).isEqualTo("delong-for-min");
    assertThat(area.passingBy(Ends.HIGH).method()).isEqualTo("delong-for-max");
    assertThat(area.passingBy(Ends.BOTH)).isEqualTo(area);
    assertThat(difference.passingBy(Ends.LOW)).isEqualTo(difference);
  }

  @Test
  void hasAWidthWhereTheClassesArePerfectlySeparated() {
    AreaUnderCurve perfect =
        new AreaUnderCurve(new float[] {1, 2, 3, 4}, new boolean[] {false, false, true, true});

    Interval interval = perfect.independent().orElseThrow().interval(0.95);

    assertThat(interval.high()).isEqualTo(1.0);
    assertThat(interval.low()).isCloseTo(Wilson.interval(2, 2, 0.95).low(), within(1e-9));
  }

  @Test
  void staysWithinTheRangeOfAnArea() {
    AreaUnderCurve nearlyPerfect =
        new AreaUnderCurve(
            new float[] {1, 2, 4, 3, 5, 6}, new boolean[] {false, false, false, true, true, true});

    assertThat(nearlyPerfect.independent().orElseThrow().interval(0.99).high())
        .isBetween(0.99, 1.0);
  }

  @Test
  void isMissingWithFewerThanTwoRowsOfAClass() {
    AreaUnderCurve onePositive =
        new AreaUnderCurve(new float[] {1, 2, 3}, new boolean[] {false, false, true});

    assertThat(onePositive.independent()).isEmpty();
  }
}
