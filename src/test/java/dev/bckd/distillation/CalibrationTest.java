package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.inference.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
  private static final float LN3 = (float) Math.log(3);

  @Test
  void theLogLossOfOneLogitIsOfItsSigmoid() {
    Scores scores = new Scores(new float[] {LN3, LN3, LN3, 0}, 1);

    double expected = -(2 * Math.log(0.75) + Math.log(0.25) + Math.log(0.5)) / 4;
    assertThat(Calibration.logLoss(scores, new int[] {1, 1, 0, 1}).value().orElseThrow())
        .isCloseTo(expected, within(1e-7));
  }

  @Test
  void theLogLossOfSeveralLogitsIsOfTheirSoftmax() {
    Scores scores = new Scores(new float[] {0, (float) Math.log(2), (float) Math.log(5)}, 3);

    assertThat(Calibration.logLoss(scores, new int[] {2}).value().orElseThrow())
        .isCloseTo(Math.log(8.0 / 5), within(1e-7));
    assertThat(Calibration.probabilities(scores, 0))
        .containsExactly(new double[] {1.0 / 8, 2.0 / 8, 5.0 / 8}, within(1e-7));
  }

  @Test
  void oneLogitHasTwoProbabilities() {
    assertThat(Calibration.probabilities(new Scores(new float[] {LN3}, 1), 0))
        .containsExactly(new double[] {0.25, 0.75}, within(1e-7));
  }

  /** 1,000 is no multiple of the 15 bins; 7 leaves some of them empty. */
  @ParameterizedTest(name = "{0} rows of {1} logits")
  @CsvSource({"1000, 1", "1000, 5", "15, 3", "7, 1"})
  void theExpectedErrorIsThatOfFifteenBinsOfEqualSize(int rows, int width) {
    Random random = new Random(rows + width);
    Scores scores = RandomScores.normal(rows, width, 2, random);
    int[] labels = RandomScores.believed(RandomScores.times(scores, 0.3f), random);

    assertThat(Calibration.expectedError(scores, labels).value().orElseThrow())
        .isCloseTo(expectedError(scores, labels), within(1e-7))
        .isPositive();
  }

  /** A decision: how probable the model thinks it, and 1 if it is right. */
  private record Decision(double confidence, double right) {}

  private static double expectedError(Scores scores, int[] labels) {
    List<Decision> decisions = new ArrayList<>();
    for (int row = 0; row < labels.length; row++) {
      double[] probabilities = RandomScores.softmax(scores, row);
      int decision = RandomScores.largest(probabilities);
      decisions.add(new Decision(probabilities[decision], decision == labels[row] ? 1 : 0));
    }
    decisions.sort(Comparator.comparingDouble(Decision::confidence));
    double sum = 0;
    int from = 0;
    for (int bin = 1; bin <= 15; bin++) {
      int to = (int) Math.floor(bin / 15.0 * labels.length + 1e-9);
      List<Decision> few = decisions.subList(from, to);
      if (!few.isEmpty()) {
        double confidence = few.stream().mapToDouble(Decision::confidence).average().orElseThrow();
        double accuracy = few.stream().mapToDouble(Decision::right).average().orElseThrow();
        sum += (double) few.size() / labels.length * Math.abs(confidence - accuracy);
      }
      from = to;
    }
    return sum;
  }

  @ParameterizedTest(name = "{0} logits")
  @ValueSource(ints = {1, 5})
  void logitsThatAreTwiceTooLargeHaveATemperatureOfTwo(int width) {
    Random random = new Random(width);
    Scores calibrated = RandomScores.normal(20_000, width, 1.5, random);
    int[] labels = RandomScores.believed(calibrated, random);

    assertThat(Calibration.temperature(calibrated, labels)).isCloseTo(1, within(0.05));
    assertThat(Calibration.temperature(RandomScores.times(calibrated, 2), labels))
        .isCloseTo(2, within(0.1));
  }

  /** With more hits than misses at one confidence the best temperature has a closed form. */
  @Test
  void theTemperatureMakesAConfidenceTheShareOfHits() {
    float[] values = new float[100];
    Arrays.fill(values, 2);
    int[] labels = new int[100];
    Arrays.fill(labels, 0, 75, 1);

    assertThat(Calibration.temperature(new Scores(values, 1), labels))
        .isCloseTo(2 / Math.log(3), within(1e-4));
  }

  @Test
  void theTemperatureStaysInItsRange() {
    Scores scores = new Scores(new float[] {1, 1, 1, 1}, 1);

    assertThat(Calibration.temperature(scores, new int[] {1, 1, 1, 1}))
        .isCloseTo(0.1, within(1e-5));
    assertThat(Calibration.temperature(scores, new int[] {0, 0, 0, 0})).isCloseTo(10, within(1e-3));
  }

  @ParameterizedTest(name = "{0} logits")
  @ValueSource(ints = {1, 3})
  void saturatedLogitsStayFinite(int width) {
    float most = Float.MAX_VALUE;
    Scores scores = new Scores(new float[] {most, -most, 0, 0, -most, most}, width);
    int[] labels = new int[scores.rows()];

    assertThat(Calibration.logLoss(scores, labels).value().orElseThrow()).isFinite();
    assertThat(Calibration.temperature(scores, labels)).isBetween(0.1, 10.0);
    assertThat(Calibration.expectedError(scores, labels).value().orElseThrow()).isBetween(0.0, 1.0);
    for (int row = 0; row < scores.rows(); row++) {
      assertThat(Arrays.stream(Calibration.probabilities(scores, row)).sum())
          .isCloseTo(1, within(1e-12));
    }
  }
}
