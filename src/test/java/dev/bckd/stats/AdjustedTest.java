package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Holm} and {@link BenjaminiHochberg}. */
class AdjustedTest {
  @ParameterizedTest
  @CsvFileSource(resources = "adjusted.csv", numLinesToSkip = 1, emptyValue = "")
  void agreesWithStatsmodelsAndScipy(String p, String holm, String benjaminiHochberg) {
    assertThat(Holm.adjusted(numbers(p))).containsExactly(numbers(holm), within(1e-14));
    assertThat(BenjaminiHochberg.adjusted(numbers(p)))
        .containsExactly(numbers(benjaminiHochberg), within(1e-14));
  }

  @Test
  void leavesWhatItIsGivenAlone() {
    double[] p = {0.4, 0.1};

    Holm.adjusted(p);
    BenjaminiHochberg.adjusted(p);

    assertThat(p).containsExactly(0.4, 0.1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesWhatIsNoProbability(double p) {
    assertThatIllegalArgumentException().isThrownBy(() -> Holm.adjusted(0.5, p));
    assertThatIllegalArgumentException().isThrownBy(() -> BenjaminiHochberg.adjusted(p));
  }

  private static double[] numbers(String text) {
    return text == null || text.isEmpty()
        ? new double[0]
        : Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
