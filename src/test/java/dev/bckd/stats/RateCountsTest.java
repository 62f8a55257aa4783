package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expected ends are SciPy's, {@code binomtest(...).proportion_ci(0.95, method)}, and those by which
 * a gate fails those of {@code tests_oracle.py}.
 */
class RateCountsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 200, NEITHER, 0.0, 0.018845326377266575",
    "0, 200, LOW, 0.0, 0.017424808994480623",
    "0, 200, HIGH, 0.0, 0.018275340355148807",
    "0, 200, BOTH, 0.0, 0.018275340355148807",
    "3, 50, NEITHER, 0.020614970348973957, 0.1621709168883817",
    "3, 50, LOW, 0.01254858783533406, 0.1623106007071753",
    "3, 50, HIGH, 0.01655185918923136, 0.1654819466037729",
    "3, 50, BOTH, 0.01254858783533406, 0.1654819466037729",
    "20, 1000, NEITHER, 0.012983682916415135, 0.030690005229717786",
    "20, 1000, LOW, 0.012258267972406896, 0.030434706263140043",
    "20, 1000, HIGH, 0.012896051127974952, 0.03072003268260907",
    "20, 1000, BOTH, 0.012258267972406896, 0.03072003268260907",
    "180, 200, NEITHER, 0.8505941875672826, 0.9343295513309041",
    "180, 200, LOW, 0.8497872121322442, 0.935849373294973",
    "180, 200, HIGH, 0.8531055117842412, 0.9378406337459338",
    "180, 200, BOTH, 0.8497872121322442, 0.9378406337459338"
  })
  void isExactForTheEndsByWhichAGatePasses(
      long successes, long trials, Ends ends, double low, double high) {
    Interval interval = RateCounts.independent(successes, trials).passingBy(ends).interval(0.95);

    assertThat(interval.low()).isCloseTo(low, within(1e-12));
    assertThat(interval.high()).isCloseTo(high, within(1e-12));
  }

  /** Such as that of a record which another version wrote. */
  @Test
  void refusesAMethodThatItDoesNotKnow() {
    RateCounts older = new RateCounts("wilson-exact-high", 3, 50);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> older.interval(0.95))
        .withMessage("this version knows no interval 'wilson-exact-high' of a rate");
  }

  @Test
  void unitsThatAllAgreeAndClaimsOfEveryRowStayAsTheyAre() {
    RateCounts units = RateCounts.ofUnits(0, 30);
    RateCounts rows = RateCounts.ofEveryRow(2, 30);

    assertThat(units.passingBy(Ends.BOTH)).isEqualTo(units);
    assertThat(rows.passingBy(Ends.HIGH)).isEqualTo(rows);
  }
}
