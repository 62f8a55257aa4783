package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class McNemarTest {
  @ParameterizedTest
  @CsvFileSource(resources = "mcnemar.csv", numLinesToSkip = 1)
  void agreesWithStatsmodelsAndWithTheSumOverAllOutcomes(
      int onlyFirst, int onlySecond, double exact, double midP) {
    assertThat(McNemar.exact(onlyFirst, onlySecond)).isCloseTo(exact, within(1e-10 * exact));
    assertThat(McNemar.midP(onlyFirst, onlySecond)).isCloseTo(midP, within(1e-8 * midP));
  }

  /** Children with over-responsive airways before and after a transplantation. */
  @Test
  void agreesWithTheExampleThatFagerlandPublished() {
    assertThat(McNemar.exact(1, 7)).isCloseTo(0.0703, within(5e-5));
    assertThat(McNemar.midP(1, 7)).isCloseTo(0.0391, within(5e-5));
  }

  @Test
  void refusesNegativeCounts() {
    assertThatIllegalArgumentException().isThrownBy(() -> McNemar.exact(-1, 3));
  }
}
