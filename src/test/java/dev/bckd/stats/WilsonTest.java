package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class WilsonTest {
  @ParameterizedTest
  @CsvFileSource(resources = "wilson.csv", numLinesToSkip = 1)
  void agreesWithScipy(long successes, long trials, double confidence, double low, double high) {
    Interval interval = Wilson.interval(successes, trials, confidence);

    assertThat(interval.estimate()).isEqualTo((double) successes / trials);
    assertThat(interval.low()).isCloseTo(low, within(1e-12));
    assertThat(interval.high()).isCloseTo(high, within(1e-12));
  }

  @Test
  void touchesTheEndsOfTheRangeExactlyWhereNothingOrEverythingSucceeded() {
    assertThat(Wilson.interval(0, 37, 0.95).low()).isEqualTo(0.0);
    assertThat(Wilson.interval(37, 37, 0.95).high()).isEqualTo(1.0);
  }

  @Test
  void refusesCountsThatAreNoRate() {
    assertThatIllegalArgumentException().isThrownBy(() -> Wilson.interval(0, 0, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> Wilson.interval(3, 2, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> Wilson.interval(-1, 2, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> Wilson.interval(1, 2, 1.0));
  }
}
