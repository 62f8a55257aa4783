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

class MeanValuesTest {
  private static final int ROWS = 600;
  private static final Units USERS = Units.named(ROWS, row -> "user " + row / 3);

  @ParameterizedTest
  @CsvFileSource(resources = "mean-wilson.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
  void agreesWithRootsOfTheScoreOfRowsThatAreOffByOneSize(
      String sums,
      String weights,
      double confidence,
      @AggregateWith(SixEnds.Last.class) SixEnds ends) {
    ends.assertAreThoseOf(
        new MeanValues("mean-wilson", numbers(sums), numbers(weights)), confidence, 1e-6);
  }

  @Test
  void measuresInWhateverUnitAndFromWhateverNumber() {
    double[] values = {0.2, 0.2, 1.4, 0.2, 0.2, 0.3, 0.9, 0.2};
    double[] ones = {1, 1, 1, 1, 1, 1, 1, 1};
    double[] others = Arrays.stream(values).map(value -> 5 - 100 * value).toArray();

    Interval one = new MeanValues("mean-wilson-for-min", values, ones).interval(0.95);
    Interval other = new MeanValues("mean-wilson-for-max", others, ones).interval(0.95);

    assertThat(other.low()).isCloseTo(5 - 100 * one.high(), within(1e-9));
    assertThat(other.high()).isCloseTo(5 - 100 * one.low(), within(1e-9));
  }

  @Test
  void isTakenWhereFewRowsAreOff() {
    Statistic few = mean(row -> row % 20 == 0 ? 0.3 : 1);
    Statistic many = mean(row -> row % 100);

    assertThat(found(few, Units.rows(ROWS)).map(Basis::method)).contains("mean-wilson");
    assertThat(found(few.weighted(row -> 2), Units.rows(ROWS)).map(Basis::method))
        .contains("mean-wilson");
    assertThat(found(few, USERS).map(Basis::method)).contains("cluster-mean-wilson");
    assertThat(found(mean(row -> row % 2), Units.rows(ROWS)).map(Basis::method))
        .contains("mean-wilson");
    assertThat(found(many, Units.rows(ROWS))).isEmpty();
  }

  @Test
  void isNotTakenWhereAllAreTheSameOrSomeHaveNoWeight() {
    Statistic perClick = new RatioOfSums(ROWS, row -> 0.5, row -> row % 2);

    assertThat(found(mean(row -> 0.5), USERS)).isEmpty();
    assertThat(found(perClick, Units.rows(ROWS))).isEmpty();
  }

  /** Sums of 0.1 over one, two and three rows differ in their last bit from multiples of it. */
  @Test
  void hasNoWidthToSpeakOfWhereAllRowsAreAlikeButForRounding() {
    Units users =
        Units.named(ROWS, row -> "user " + row / 6 + (row % 6 < 1 ? "a" : row % 6 < 3 ? "b" : "c"));
    Statistic alike = mean(row -> 0.1);

    Interval interval =
        found(alike, users)
            .map(basis -> basis.passingBy(Ends.LOW).interval(0.95))
            .orElse(new Interval(0.1, 0.1, 0.1));

    assertThat(interval.low()).isCloseTo(0.1, within(1e-12));
    assertThat(interval.high()).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void leavesOutGroupsThatHaveNoArea() {
    boolean[] positive = new boolean[ROWS];
    float[] scores = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      positive[row] = row % 3 == 0 && row % 2 == 0;
      scores[row] = row % 7;
    }

    Basis basis = found(new GroupedArea(scores, positive, USERS), USERS).orElseThrow();

    assertThat(((MeanValues) basis).units()).isEqualTo(100);
  }

  @Test
  void refusesSumsThatCannotBe() {
    double[] ones = {1, 1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeanValues("mean-wilson", new double[] {3, 3}, ones));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeanValues("mean-wilson", new double[] {1, 0}, new double[] {1, 0}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeanValues("mean-wilson", new double[] {1}, ones));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeanValues("mean-wilson", new double[] {Double.NaN, 1}, ones));
  }

  private static Statistic mean(IntToDoubleFunction value) {
    return RatioOfSums.mean(ROWS, value);
  }

  private static Optional<Basis> found(Statistic statistic, Units units) {
    String method = units == USERS ? "cluster-bootstrap" : "bootstrap";
    return statistic.clustered(new Bootstrap(1, 1).sums(statistic, units, method), units);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
