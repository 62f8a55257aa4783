package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class SignedGapsTest {
  private final PredictedScores rows = PredictedScores.read(1_200);
  private final Units groups = rows.groups();

  @ParameterizedTest
  @CsvFileSource(resources = "signed-gaps.csv", numLinesToSkip = 1)
  void agreesWithRootsOfTheTestOfARatioForEveryChoiceOfSigns(
      int count, String statistic, String units, double confidence, double low, double high) {
    PredictedScores some = PredictedScores.read(count);
    Statistic judged =
        switch (statistic) {
          case "error" -> some.firstError();
          case "difference" -> some.firstError().minus(some.secondError());
          case "exchanged" -> some.secondError().minus(some.firstError());
          default -> some.firstDistance().minus(some.secondDistance());
        };
    boolean alone = units.equals("rows");

    Basis basis = found(judged, alone ? Units.rows(count) : some.groups()).orElseThrow();

    assertThat(basis.method()).isEqualTo(alone ? "signed-gaps" : "cluster-signed-gaps");
    assertThat(basis.interval(confidence).estimate())
        .isCloseTo(judged.value().orElseThrow(), within(1e-12));
    assertThat(basis.interval(confidence).low()).isCloseTo(low, within(1e-9));
    assertThat(basis.interval(confidence).high()).isCloseTo(high, within(1e-9));
  }

  @Test
  void isNotTakenForTheDifferenceOfAModelFromItself() {
    assertThat(found(rows.firstError().minus(rows.firstError()), groups)).isEmpty();
    assertThat(found(rows.firstDistance().minus(rows.firstDistance()), groups)).isEmpty();
  }

  @Test
  void isNotTakenWhereNextToNothingIsObserved() {
    Statistic fourPositives =
        new DistanceFrom(new RatioOfSums(1_000, row -> 0.01, row -> row < 4 ? 1 : 0), 1);

    assertThat(found(fourPositives, Units.rows(1_000))).isEmpty();
  }

  @Test
  void hasNoUpperEndWhereWhatIsObservedMayBeNothing() {
    Statistic sixPositives =
        new DistanceFrom(new RatioOfSums(1_000, row -> 0.01, row -> row < 6 ? 1 : 0), 1);

    Interval interval = found(sixPositives, Units.rows(1_000)).orElseThrow().interval(0.99);

    assertThat(interval.low()).isZero();
    assertThat(interval.high()).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void weightsThatAreAllTheSameChangeNothing() {
    for (Statistic statistic :
        new Statistic[] {
          rows.firstError(),
          rows.firstError().minus(rows.secondError()),
          rows.firstDistance().minus(rows.secondDistance())
        }) {
      Interval plain = found(statistic, groups).orElseThrow().interval(0.95);
      Interval weighted =
          found(statistic.weighted(row -> 0.3), groups).orElseThrow().interval(0.95);

      assertThat(weighted.low()).isCloseTo(plain.low(), within(1e-12));
      assertThat(weighted.high()).isCloseTo(plain.high(), within(1e-12));
    }
  }

  /** Half of the rows, each twice as heavy, say as much as these alone. */
  @Test
  void rowsWithoutWeightDoNotCount() {
    PredictedScores half = PredictedScores.read(600);
    Statistic some = half.firstDistance().minus(half.secondDistance());
    Statistic all =
        rows.firstDistance().minus(rows.secondDistance()).weighted(row -> row < 600 ? 2 : 0);

    assertThat(all.value().orElseThrow()).isCloseTo(some.value().orElseThrow(), within(1e-12));
  }

  @Test
  void refusesTotalsThatCannotBe() {
    double[][] covariance = {{1, 0}, {0, 1}};
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SignedGaps(
                    "signed-gaps", 1, 1, new double[] {1, 9}, covariance, new double[1]));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SignedGaps(
                    "signed-gaps", 9, 1, new double[] {1, 0}, covariance, new double[1]));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SignedGaps(
                    "signed-gaps", 9, 2, new double[] {1, 9}, covariance, new double[1]));
    assertThatIllegalArgumentException().isThrownBy(() -> new DistanceFrom(rows.firstError(), 1));
  }

  private static Optional<Basis> found(Statistic statistic, Units units) {
    boolean alone = units.size() == statistic.samples();
    String method = alone ? "bootstrap" : "cluster-bootstrap";
    return statistic.clustered(new Bootstrap(1, 1).sums(statistic, units, method), units);
  }
}
