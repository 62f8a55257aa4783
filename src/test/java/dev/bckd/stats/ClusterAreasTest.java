package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.provider.CsvFileSource;

class ClusterAreasTest {
  private final PairedScores rows = PairedScores.read();
  private final Statistic difference = rows.firstArea().minus(rows.secondArea());

  @ParameterizedTest
  @CsvFileSource(resources = "cluster-areas.csv", numLinesToSkip = 1)
  void agreesWithTheScoreOfAnErrorFoundByChangingTheWeightOfEveryGroup(
      String units, String statistic, @AggregateWith(SixEnds.Last.class) SixEnds ends) {
    boolean grouped = units.equals("groups");
    Statistic judged = statistic.equals("area") ? rows.firstArea() : difference;

    Basis basis =
        grouped
            ? found(judged, rows.groups()).orElseThrow()
            : found(judged.weighted(row -> 1 + row % 4 / 2.0), Units.rows(400)).orElseThrow();

    assertThat(basis.method()).isEqualTo(grouped ? "cluster-delong" : "weighted-delong");
    ends.assertAreThoseOf(basis, 0.95, 1e-6);
  }

  @Test
  void isNamedForItsGate() {
    Basis basis = found(difference, rows.groups()).orElseThrow();

    assertThat(basis.passingBy(Ends.LOW).method()).isEqualTo("cluster-delong-for-min");
    assertThat(basis.passingBy(Ends.HIGH).method()).isEqualTo("cluster-delong-for-max");
    assertThat(basis.passingBy(Ends.BOTH)).isSameAs(basis);
  }

  @Test
  void leavesPerfectOrderToOthers() {
    Statistic perfect =
        new AreaUnderCurve(new float[] {1, 2, 3, 4}, new boolean[] {false, false, true, true});

    assertThat(found(perfect, Units.rows(4))).isEmpty();
  }

  /** DeLong's variance is unbiased, that between units of one row nearly so. */
  @Test
  void isNearlyDeLongsWhereEveryRowIsItsOwnGroup() {
    Interval alone = difference.independent().orElseThrow().interval(0.95);

    Interval grouped = found(difference, Units.rows(400)).orElseThrow().interval(0.95);

    assertThat(grouped.low()).isCloseTo(alone.low(), within(0.002));
    assertThat(grouped.high()).isCloseTo(alone.high(), within(0.002));
  }

  @Test
  void isNotTakenForTheDifferenceOfAModelFromItself() {
    assertThat(found(rows.firstArea().minus(rows.firstArea()), rows.groups())).isEmpty();
  }

  @Test
  void isNotTakenWithFewerThanTwoRowsOfAClass() {
    boolean[] onePositive = {false, false, true, false};
    Statistic few =
        new AreaUnderCurve(new float[] {1, 2, 3, 4}, onePositive)
            .minus(new AreaUnderCurve(new float[] {1, 3, 2, 4}, onePositive));

    assertThat(found(few, Units.rows(4))).isEmpty();
  }

  @Test
  void rowsWithoutWeightDoNotCount() {
    Statistic some = difference.weighted(row -> row % 2 == 0 ? 1 : 0);

    Basis basis = found(some, rows.groups()).orElseThrow();

    assertThat(basis.interval(0.95).estimate())
        .isCloseTo(some.value().orElseThrow(), within(1e-12));
  }

  @Test
  void refusesUnitsThatAreAllAlike() {
    PairedAreas ofRows = (PairedAreas) difference.independent().orElseThrow();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterAreas.of("cluster-delong", new double[] {0.1, 0.1}, ofRows));
  }

  private static Optional<Basis> found(Statistic statistic, Units units) {
    boolean alone = units.size() == statistic.samples();
    String method = alone ? "bootstrap" : "cluster-bootstrap";
    return statistic.clustered(new Bootstrap(1, 1).sums(statistic, units, method), units);
  }
}
