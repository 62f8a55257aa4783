package dev.bckd.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.stats.Interval;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundTest {
  @ParameterizedTest
  @CsvSource({
    "0.01, 0.04, true, false",
    "0.01, 0.05, true, false", // the end belongs to it
    "0.01, 0.0500001, false, false",
    "0.05, 0.05, true, false",
    "0.05, 0.09, false, false",
    "0.0500001, 0.09, false, true",
  })
  void aCeilingHoldsBothEnds(double low, double high, boolean kept, boolean broken) {
    assertBound(new Ceiling(0.05), low, high, kept, broken);
  }

  @ParameterizedTest
  @CsvSource({
    "0.71, 0.74, true, false",
    "0.70, 0.74, true, false",
    "0.6999999, 0.74, false, false",
    "0.70, 0.70, true, false",
    "0.60, 0.70, false, false",
    "0.60, 0.6999999, false, true",
  })
  void aFloorHoldsBothEnds(double low, double high, boolean kept, boolean broken) {
    assertBound(new Floor(0.70), low, high, kept, broken);
  }

  @ParameterizedTest
  @CsvSource({
    "0.97, 1.03, true, false",
    "0.96, 1.00, false, false",
    "1.00, 1.04, false, false",
    "0.90, 1.10, false, false",
    "0.90, 0.96, false, true",
    "1.04, 1.10, false, true",
    "0.90, 0.97, false, false",
  })
  void aBandHoldsBothEnds(double low, double high, boolean kept, boolean broken) {
    assertBound(new Band(new Floor(0.97), new Ceiling(1.03)), low, high, kept, broken);
  }

  @ParameterizedTest
  @CsvSource({"0.90, 0.97", "0.98, 0.97", "1.02, 1.03", "1.20, 1.03"})
  void aBandReportsTheLimitNextToTheEstimate(double estimate, double limit) {
    assertThat(new Band(new Floor(0.97), new Ceiling(1.03)).limit(estimate)).isEqualTo(limit);
  }

  private static void assertBound(
      Bound bound, double low, double high, boolean kept, boolean broken) {
    Interval interval = new Interval((low + high) / 2, low, high);
    assertThat(bound.keptBy(interval)).isEqualTo(kept);
    assertThat(bound.brokenBy(interval)).isEqualTo(broken);
  }
}
