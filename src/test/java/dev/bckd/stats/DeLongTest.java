package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.provider.CsvFileSource;

class DeLongTest {
  private final PairedScores rows = PairedScores.read();

  @ParameterizedTest
  @CsvFileSource(resources = "delong.csv", numLinesToSkip = 1)
  void agreesWithTheComparisonOfEveryPair(
      String area, double estimate, @AggregateWith(SixEnds.Last.class) SixEnds ends) {
    Statistic statistic =
        switch (area) {
          case "first" -> rows.firstArea();
          case "second" -> rows.secondArea();
          default -> rows.firstArea().minus(rows.secondArea());
        };

    Basis basis = statistic.independent().orElseThrow();
    Estimate found = Estimate.of(basis, 0.95);

    assertThat(found.method()).isEqualTo("delong");
    assertThat(found.interval().estimate()).isCloseTo(estimate, within(1e-9));
    ends.assertAreThoseOf(basis, 0.95, 1e-9);
  }

  @Test
  void isNamedForItsGate() {
    Basis area = rows.firstArea().independent().orElseThrow();
    Basis difference = rows.firstArea().minus(rows.secondArea()).independent().orElseThrow();

    for (Basis basis : new Basis[] {area, difference}) {
      assertThat(basis.passingBy(Ends.LOW).method()).isEqualTo("delong-for-min");
      assertThat(basis.passingBy(Ends.HIGH).method()).isEqualTo("delong-for-max");
      assertThat(basis.passingBy(Ends.BOTH)).isEqualTo(basis);
    }
  }

  @Test
  void mirrorsWhereTheModelsOfADifferenceAreExchanged() {
    Basis one = rows.firstArea().minus(rows.secondArea()).independent().orElseThrow();
    Basis other = rows.secondArea().minus(rows.firstArea()).independent().orElseThrow();

    Interval forMin = one.passingBy(Ends.LOW).interval(0.95);
    Interval forMax = other.passingBy(Ends.HIGH).interval(0.95);

    assertThat(forMin.low()).isCloseTo(-forMax.high(), within(1e-12));
    assertThat(forMin.high()).isCloseTo(-forMax.low(), within(1e-12));
  }

  @Test
  void aDifferenceOfAModelFromItselfHasNoWidth() {
    Basis none = rows.firstArea().minus(rows.firstArea()).independent().orElseThrow();

    assertThat(none.passingBy(Ends.LOW).interval(0.95)).isEqualTo(new Interval(0, 0, 0));
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
