package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AreaUnderCurveTest {
  /** Ties, negative scores and both zeros among them. */
  private static final float[] SCORES = {-1.5f, -0.0f, 0.0f, 0.25f, 3f, -7f};

  @RepeatedTest(20)
  void isTheShareOfPairsWonUnderWeightsToo(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int n = 30;
    float[] scores = new float[n];
    boolean[] positive = new boolean[n];
    int[] weights = new int[n];
    for (int i = 0; i < n; i++) {
      scores[i] = SCORES[random.nextInt(SCORES.length)];
      positive[i] = i < 2 ? i == 0 : random.nextBoolean();
      weights[i] = i < 2 ? 1 : random.nextInt(4);
    }

    double area =
        new AreaUnderCurve(scores, positive).weighted(row -> weights[row]).value().orElseThrow();

    assertThat(area).isCloseTo(pairsWon(scores, positive, weights), within(1e-12));
  }

  private static double pairsWon(float[] scores, boolean[] positive, int[] weights) {
    double won = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (positive[i] && !positive[j]) {
          double weight = (double) weights[i] * weights[j];
          pairs += weight;
          won += scores[i] > scores[j] ? weight : scores[i] == scores[j] ? weight / 2 : 0;
        }
      }
    }
    return won / pairs;
  }

  @Test
  void hasNoValueWithOneClassOnly() {
    assertThat(new AreaUnderCurve(new float[] {1, 2}, new boolean[] {true, true}).value())
        .isEmpty();
    assertThat(new AreaUnderCurve(new float[0], new boolean[0]).value()).isEmpty();
  }
}
