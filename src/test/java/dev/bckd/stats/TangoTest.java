package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class TangoTest {
  @ParameterizedTest
  @CsvFileSource(resources = "tango.csv", numLinesToSkip = 1)
  void agreesWithNumericalMaximumLikelihood(
      long onlyFirst, long onlySecond, long trials, double confidence, double low, double high) {
    Interval interval = Tango.interval(onlyFirst, onlySecond, trials, confidence);

    assertThat(interval.estimate()).isEqualTo((double) (onlyFirst - onlySecond) / trials);
    assertThat(interval.low()).isCloseTo(low, within(1e-7));
    assertThat(interval.high()).isCloseTo(high, within(1e-7));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "tango-corrected.csv", numLinesToSkip = 1)
  void correctedItAgreesWithNumericalMaximumLikelihoodAQuarterOfAPairNearer(
      long onlyFirst, long onlySecond, long trials, double confidence, double low, double high) {
    Interval interval = Tango.corrected(onlyFirst, onlySecond, trials, confidence);
    Interval plain = Tango.interval(onlyFirst, onlySecond, trials, confidence);

    assertThat(interval.estimate()).isEqualTo((double) (onlyFirst - onlySecond) / trials);
    assertThat(interval.low()).isCloseTo(low, within(1e-7)).isLessThanOrEqualTo(plain.low());
    assertThat(interval.high()).isCloseTo(high, within(1e-7)).isGreaterThanOrEqualTo(plain.high());
  }

  @Test
  void isWiderByLessThanHalfAPairAtEachEndWhereCorrected() {
    for (int only = 0; only <= 200; only += 5) {
      Interval corrected = Tango.corrected(only, 40, 500, 0.95);
      Interval plain = Tango.interval(only, 40, 500, 0.95);

      assertThat(500 * (plain.low() - corrected.low())).isBetween(0.2, 0.4);
      assertThat(500 * (corrected.high() - plain.high())).isBetween(0.2, 0.4);
    }
  }

  @Test
  void isCorrectedForAGateOnly() {
    PairedCounts pairs = PairedCounts.independent(12, 2, 30);
    PairedCounts units = PairedCounts.ofUnits(3, 0, 30);

    assertThat(pairs.passingBy(Ends.LOW).interval(0.95))
        .isEqualTo(Tango.corrected(12, 2, 30, 0.95));
    assertThat(pairs.passingBy(Ends.NEITHER)).isEqualTo(pairs);
    assertThat(units.passingBy(Ends.HIGH)).isEqualTo(units);
  }

  @Test
  void refusesAMethodThatItDoesNotKnow() {
    PairedCounts other = new PairedCounts("wald", 12, 2, 30);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> other.interval(0.95))
        .withMessage("this version knows no interval 'wald' of a difference of rates");
  }

  @Test
  void mirrorsWhenTheTwoWaysAreExchanged() {
    Interval one = Tango.interval(31, 12, 500, 0.95);
    Interval other = Tango.interval(12, 31, 500, 0.95);

    assertThat(one.low()).isCloseTo(-other.high(), within(1e-12));
    assertThat(one.high()).isCloseTo(-other.low(), within(1e-12));
  }

  @Test
  void isWilsonsUpperEndWhereNoPairDisagrees() {
    double high = Tango.interval(0, 0, 300, 0.95).high();

    assertThat(high).isCloseTo(Wilson.interval(0, 300, 0.95).high(), within(1e-12));
  }

  @Test
  void refusesMoreDisagreementsThanTrials() {
    assertThatIllegalArgumentException().isThrownBy(() -> Tango.interval(6, 5, 10, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> Tango.interval(0, 0, 0, 0.95));
  }
}
