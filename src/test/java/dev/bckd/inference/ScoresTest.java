package dev.bckd.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoresTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"0.001, 1", "0, 0", "-0.0, 0", "-3, 0"})
  void oneLogitDecidesByItsSign(float logit, int decision) {
    assertThat(new Scores(new float[] {logit}, 1).decision(0)).isEqualTo(decision);
  }

  @Test
  void severalLogitsDecideByTheLargestAndTheLowestOnTies() {
    Scores scores = new Scores(new float[] {1, 3, 2, -5, -7, -5, 0, 0, 0, -2, 4, 4}, 3);

    assertThat(scores.rows()).isEqualTo(4);
    assertThat(scores.decision(0)).isEqualTo(1);
    assertThat(scores.decision(1)).isZero();
    assertThat(scores.decision(2)).isZero();
    assertThat(scores.decision(3)).isEqualTo(1);
    assertThat(scores.at(3, 0)).isEqualTo(-2);
  }

  @Test
  void appendsRows() {
    Scores joined =
        new Scores(new float[] {1, 2}, 2).append(new Scores(new float[] {3, 4, 5, 6}, 2));

    assertThat(joined.rows()).isEqualTo(3);
    assertThat(joined.width()).isEqualTo(2);
    assertThat(joined.values()).containsExactly(1, 2, 3, 4, 5, 6);
  }
}
