package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class FisherExactTest {
  @ParameterizedTest
  @CsvFileSource(resources = "parts.csv", numLinesToSkip = 1)
  void agreesWithScipy(int hitsWithin, int rowsWithin, int hits, int rows, double p) {
    assertThat(FisherExact.pValueAbove(hitsWithin, rowsWithin, hits, rows))
        .isCloseTo(p, within(1e-9 * p));
  }

  @Test
  void refusesMoreHitsThanThereAre() {
    assertThatIllegalArgumentException().isThrownBy(() -> FisherExact.pValueAbove(5, 4, 9, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> FisherExact.pValueAbove(5, 6, 4, 10));
  }
}
