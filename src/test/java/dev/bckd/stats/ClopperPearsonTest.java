package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ClopperPearsonTest {
  @ParameterizedTest
  @CsvFileSource(resources = "clopper-pearson.csv", numLinesToSkip = 1)
  void agreesWithScipy(long successes, long trials, double confidence, double low, double high) {
    Interval interval = ClopperPearson.interval(successes, trials, confidence);

    assertThat(interval.estimate()).isEqualTo((double) successes / trials);
    assertThat(interval.low()).isCloseTo(low, within(1e-11 * low + 1e-15));
    assertThat(interval.high()).isCloseTo(high, within(1e-11 * high + 1e-15));
  }

  @Test
  void isWiderThanWilsons() {
    Interval exact = ClopperPearson.interval(120, 2_000, 0.95);
    Interval score = Wilson.interval(120, 2_000, 0.95);

    assertThat(exact.high()).isGreaterThan(score.high());
    assertThat(exact.high() - exact.low()).isGreaterThan(score.high() - score.low());
  }

  @Test
  void touchesTheEndsOfTheRangeExactlyWhereNothingOrEverythingSucceeded() {
    assertThat(ClopperPearson.interval(0, 37, 0.95).low()).isEqualTo(0.0);
    assertThat(ClopperPearson.interval(37, 37, 0.95).high()).isEqualTo(1.0);
  }

  @Test
  void refusesCountsThatAreNoRate() {
    assertThatIllegalArgumentException().isThrownBy(() -> ClopperPearson.interval(0, 0, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> ClopperPearson.interval(3, 2, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> ClopperPearson.interval(1, 2, 0));
  }
}
