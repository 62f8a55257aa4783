package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.provider.CsvFileSource;

class MeanPairsTest {
  private static final int ROWS = 600;
  private static final Units USERS = Units.named(ROWS, row -> "user " + row / 3);

  @ParameterizedTest
  @CsvFileSource(resources = "mean-tango.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
  void agreesWithRootsOfTheScoreOfChangesOfOneSize(
      String nets,
      String weights,
      double confidence,
      @AggregateWith(SixEnds.Last.class) SixEnds ends) {
    ends.assertAreThoseOf(
        new MeanPairs("mean-tango", numbers(nets), numbers(weights)), confidence, 1e-6);
  }

  @Test
  void measuresInWhateverUnitTheChangesAreIn() {
    double[] nets = {0.2, 0, -1.4, 0, 0, -0.1, -0.7, 0.3};
    double[] weights = {1, 2, 1, 1, 3, 1, 2, 1};
    double[] hundredfold = Arrays.stream(nets).map(net -> 100 * net).toArray();

    Interval one = new MeanPairs("mean-tango", nets, weights).interval(0.95);
    Interval other = new MeanPairs("mean-tango", hundredfold, weights).interval(0.95);

    assertThat(other.low()).isCloseTo(100 * one.low(), within(1e-9));
    assertThat(other.high()).isCloseTo(100 * one.high(), within(1e-9));
  }

  @Test
  void isTakenForMeansOverTheSameRowsWhereFewOfThemChange() {
    Statistic few = mean(1, row -> row % 20 == 0 ? 0.3 : 0.5).minus(mean(1, row -> 0.5));
    Statistic many = mean(1, row -> row % 5).minus(mean(1, row -> 2));

    assertThat(found(few, Units.rows(ROWS)).map(Basis::method)).contains("mean-tango");
    assertThat(found(few, USERS).map(Basis::method)).contains("cluster-mean-tango");
    assertThat(found(many, Units.rows(ROWS))).isEmpty();
  }

  @Test
  void isNotTakenWhereNothingChangesOrWeightsAreNotShared() {
    Statistic same = mean(1, row -> 0.5).minus(mean(1, row -> 0.5));
    Statistic others = mean(1, row -> row % 20 == 0 ? 0.3 : 0.5).minus(mean(2, row -> 0.5));

    assertThat(found(same, USERS)).isEmpty();
    assertThat(found(others, USERS)).isEmpty();
  }

  /** Users have one to three rows, so that their means differ although their changes do not. */
  @Test
  void isNotTakenWhereEveryUnitChangesByTheSame() {
    Units users =
        Units.named(ROWS, row -> "user " + row / 6 + (row % 6 < 1 ? "a" : row % 6 < 3 ? "b" : "c"));
    Statistic first = mean(1, row -> row % 6 == 0 || row % 6 == 1 || row % 6 == 3 ? 0.7 : 0.5);
    Statistic constant = mean(1, row -> 0.1 * (row % 7) + 0.3);

    assertThat(found(first.minus(mean(1, row -> 0.5)), users)).isEmpty();
    assertThat(found(constant.minus(mean(1, row -> 0.1 * (row % 7))), users)).isEmpty();
  }

  @Test
  void isOrderedByUnitsAndNotByRows() {
    Units backwards = Units.named(ROWS, row -> "user " + (ROWS - 1 - row) / 3);
    Statistic forth = mean(1, row -> row % 20 == 0 ? row % 7 : 0).minus(mean(1, row -> 0));
    Statistic back =
        mean(1, row -> (ROWS - 1 - row) % 20 == 0 ? (ROWS - 1 - row) % 7 : 0)
            .minus(mean(1, row -> 0));

    assertThat(found(back, backwards).orElseThrow().interval(0.95))
        .isEqualTo(found(forth, USERS).orElseThrow().interval(0.95));
  }

  @Test
  void refusesSumsThatCannotBe() {
    double[] ones = {1, 1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeanPairs("mean-tango", new double[] {0, 0}, ones));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeanPairs("mean-tango", new double[] {1, 0}, new double[] {1, 0}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeanPairs("mean-tango", new double[] {1}, ones));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeanPairs("mean-tango", new double[] {Double.NaN, 1}, ones));
  }

  private static Statistic mean(double weight, IntToDoubleFunction value) {
    return new RatioOfSums(ROWS, row -> weight * value.applyAsDouble(row), row -> weight);
  }

  private static Optional<Basis> found(Statistic statistic, Units units) {
    String method = units == USERS ? "cluster-bootstrap" : "bootstrap";
    return statistic.clustered(new Bootstrap(1, 1).sums(statistic, units, method), units);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
