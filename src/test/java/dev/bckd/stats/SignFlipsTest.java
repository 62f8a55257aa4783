package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class SignFlipsTest {
  /** Four standard errors of the signs drawn. */
  private static double errors(double pValue) {
    return 4 * Math.sqrt(pValue * (1 - pValue) / 10_000) + 1e-4;
  }

  @ParameterizedTest
  @CsvFileSource(resources = "sign-flips.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
  void agreesWithTheDistributionOfAllFlippedSigns(String changes, double pValue) {
    double[] numbers = Arrays.stream(changes.split(" ")).mapToDouble(Double::parseDouble).toArray();

    assertThat(SignFlips.pValue(numbers)).isCloseTo(pValue, within(errors(pValue)));
  }

  @ParameterizedTest
  @CsvSource({"3, 12", "10, 12", "0, 7", "40, 61"})
  void isHalfOfMcNemarsMidPValueWhereEveryChangeIsByOne(int better, int worse) {
    double[] changes =
        DoubleStream.concat(
                DoubleStream.generate(() -> 1).limit(better),
                DoubleStream.generate(() -> -1).limit(worse))
            .toArray();
    double half = McNemar.midP(better, worse) / 2;

    assertThat(SignFlips.pValue(changes)).isCloseTo(half, within(errors(half)));
  }

  @Test
  void looksAtNeitherTheOrderNorTheUnitNorTheSign() {
    double[] changes = {0.3, -1.7, 2.2, 0, 0.9, 4.1, -0.6, 1.1};
    double[] others = {-8.2, 1.2, -0.6, -1.8, -2.2, 3.4, 0, -4.4};

    assertThat(SignFlips.pValue(others)).isEqualTo(SignFlips.pValue(changes));
  }
}
