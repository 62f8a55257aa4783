package dev.bckd.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.history.NumberCollector;
import dev.bckd.history.Spill;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  void thoseInAFileAreTheSame(@TempDir Path folder) {
    float[] values = {1, 3, 2, -5, -7, -5, 0, 0, 0, -2, 4, 4};
    NumberCollector<float[]> collector = new Spill(folder, 0).floats();
    collector.add(values, 0, values.length);
    Scores scores = new Scores(collector.finish(), 3);

    assertThat(scores.onHeap()).isFalse();
    assertThat(scores.rows()).isEqualTo(4);
    assertThat(scores.decision(0)).isEqualTo(1);
    assertThat(scores.decision(2)).isZero();
    assertThat(scores.at(3, 0)).isEqualTo(-2);
    assertThat(scores.values(1, 3)).containsExactly(-5, -7, -5, 0, 0, 0);
    assertThat(scores.fingerprint())
        .isEqualTo(new Scores(values, 3).fingerprint())
        .isEqualTo(Arrays.hashCode(values));
    assertThat(new Scores(values, 3).append(scores).decision(7)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1000})
  void spreadsRowsOverMarkedPlaces(long heapBytes, @TempDir Path folder) {
    NumberCollector<float[]> collector = new Spill(folder, heapBytes).floats();
    collector.add(new float[] {1, 2, 3, 4}, 0, 4);

    Scores all =
        new Scores(collector.finish(), 2).spread(new boolean[] {false, true, false, true, false});

    assertThat(all.values()).containsExactly(0, 0, 1, 2, 0, 0, 3, 4, 0, 0);
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
