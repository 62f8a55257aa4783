package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class OneSidedTest {
  private static final double TAIL = 0.025;

  @ParameterizedTest
  @CsvFileSource(resources = "rate-p-values.csv", numLinesToSkip = 1)
  void agreesWithStatsmodelsAndScipyOnRates(
      long successes, long trials, double limit, double score, double exact) {
    assertThat(Wilson.pValueAbove(successes, trials, limit)).isCloseTo(score, relative(score));
    assertThat(ClopperPearson.pValueAbove(successes, trials, limit))
        .isCloseTo(exact, relative(exact));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "difference-p-values.csv", numLinesToSkip = 1)
  void agreesWithNumericalMaximumLikelihoodOnPairedDifferences(
      long onlyFirst, long onlySecond, long trials, double limit, double score) {
    assertThat(Tango.pValueAbove(onlyFirst, onlySecond, trials, limit))
        .isCloseTo(score, within(1e-5 * score));
  }

  @ParameterizedTest
  @CsvSource({"0", "7", "13", "14", "15", "24", "25", "40", "200"})
  void refusesALimitExactlyWhereTheIntervalLiesAboveIt(int successes) {
    for (double limit = 0.005; limit < 1; limit += 0.005) {
      assertThat(Wilson.pValueAbove(successes, 200, limit) < TAIL)
          .isEqualTo(Wilson.interval(successes, 200, 0.95).low() > limit);
      assertThat(ClopperPearson.pValueAbove(successes, 200, limit) < TAIL)
          .isEqualTo(ClopperPearson.interval(successes, 200, 0.95).low() > limit);
      Interval difference = Tango.interval(successes, 20, 220, 0.95);
      assertThat(Tango.pValueAbove(successes, 20, 220, limit) < TAIL)
          .isEqualTo(difference.low() > limit);
      assertThat(OneSided.above(difference, 0.95, limit) < TAIL)
          .isEqualTo(difference.low() > limit);
      assertThat(OneSided.below(difference, 0.95, limit) < TAIL)
          .isEqualTo(difference.high() < limit);
    }
  }

  @Test
  void saysHalfWhereTheEstimateIsTheLimit() {
    assertThat(OneSided.above(new Interval(0.3, 0.2, 0.5), 0.95, 0.3)).isEqualTo(0.5);
    assertThat(OneSided.below(new Interval(0.3, 0.2, 0.5), 0.95, 0.3)).isEqualTo(0.5);
    assertThat(Wilson.pValueAbove(30, 100, 0.3)).isEqualTo(0.5);
    assertThat(Tango.pValueAbove(10, 7, 100, 0.03)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void knowsWhatCannotBe() {
    assertThat(Wilson.pValueAbove(1, 100, 0)).isEqualTo(0.0);
    assertThat(Wilson.pValueAbove(0, 100, 0)).isEqualTo(1.0);
    assertThat(ClopperPearson.pValueAbove(1, 100, 0)).isEqualTo(0.0);
    assertThat(ClopperPearson.pValueAbove(100, 100, 1)).isEqualTo(1.0);
    assertThat(OneSided.above(new Interval(0.3, 0.3, 0.3), 0.95, 0.2)).isEqualTo(0.0);
    assertThat(OneSided.above(new Interval(0.3, 0.3, 0.3), 0.95, 0.3)).isEqualTo(1.0);
  }

  @Test
  void refusesWhatIsNoLimit() {
    assertThatIllegalArgumentException().isThrownBy(() -> Wilson.pValueAbove(1, 2, 1.5));
    assertThatIllegalArgumentException().isThrownBy(() -> Tango.pValueAbove(1, 0, 2, -1.5));
    assertThatIllegalArgumentException().isThrownBy(() -> OneSided.ofZ(Double.NaN));
  }

  private static Offset<Double> relative(double expected) {
    return within(1e-10 * expected + Double.MIN_NORMAL);
  }
}
