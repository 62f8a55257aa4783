package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class SampleSizeTest {
  @ParameterizedTest
  @CsvFileSource(resources = "sample-size.csv", numLinesToSkip = 1)
  void agreesWithStatsmodels(
      double difference, double half, double margin, double confidence, double rows) {
    Interval interval = new Interval(difference, difference - half, difference + half);

    assertThat(SampleSize.unrounded(1_000, interval, confidence, -margin))
        .isCloseTo(rows, within(1e-9 * rows));
  }

  /** A tenth of the pairs disagree, half a point of margin, one-sided 95 %: about 24,700 pairs. */
  @Test
  void agreesWithTheExampleOfNonInferiority() {
    Interval pairs = Tango.interval(1_000, 1_000, 20_000, 0.9);

    assertThat(SampleSize.unrounded(20_000, pairs, 0.9, -0.005)).isCloseTo(24_731, within(30.0));
    assertThat(SampleSize.toDecide(20_000, pairs, 0.9, -0.005).orElseThrow().text())
        .isEqualTo("needs about 25,000 rows");
  }

  @Test
  void looksAtTheSideOfTheLimit() {
    Interval skewed = new Interval(0.02, 0.01, 0.04);

    assertThat(SampleSize.unrounded(500, skewed, 0.95, 0.03))
        .isCloseTo(4 * SampleSize.unrounded(500, skewed, 0.95, 0.01), within(1e-9));
  }

  @Test
  void givesNoAdviceWhereTheEstimateIsTheLimitOrNext() {
    Interval interval = new Interval(0.3, 0.2, 0.4);

    assertThat(SampleSize.toDecide(500, interval, 0.95, 0.3)).isEmpty();
    assertThat(SampleSize.toDecide(500, new Interval(0.3, 0.3, 0.3), 0.95, 0.3)).isEmpty();
    assertThat(SampleSize.toDecide(500, interval, 0.95, 0.305)).isPresent();
    assertThat(SampleSize.toDecide(500, interval, 0.95, 0.304)).isEmpty();
  }

  @Test
  void roundsToTwoDigits() {
    assertThat(new SampleSize(24_000).text()).isEqualTo("needs about 24,000 rows");
    assertThat(SampleSize.toDecide(1_000, new Interval(0.1, 0.08, 0.12), 0.95, 0.11))
        .contains(new SampleSize(8_200));
  }
}
