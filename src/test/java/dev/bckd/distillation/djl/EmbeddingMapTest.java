package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.distillation.MoreAnswers;
import dev.bckd.distillation.recipe.CandidateLists;
import dev.bckd.policy.LossSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * {@code embedding-squared-error} through a learned map B from five dimensions to two, which is
 * drawn by chance, against its formula: {@code L = Σ w·|t − e·B|² / (D·Σ w)}, {@code dL/de =
 * −2·w·(t − e·B)·Bᵀ / (D·Σ w)}, {@code dL/dB = −2·Σ w·eᵀ·(t − e·B) / (D·Σ w)}.
 */
class EmbeddingMapTest {
  private static final int ROWS = 4;
  private static final int FROM = 5;
  private static final int TO = 2;
  private static final float[] WEIGHTS = {1, 2, 0.5f, 1};

  private final float[][] teacher = matrix(TO, 1);
  private final float[][] student = matrix(FROM, 2);

  @Test
  void valueAndGradientsAreThoseOfTheFormula() {
    LossSpec mapped = new LossSpec("embedding-squared-error", 1, Map.of(), Map.of("map", "linear"));
    try (LossBench bench = new LossBench(rows())) {
      LossBench.Outcome outcome = bench.of(LossBench.term(mapped), new float[ROWS][1], student, 0);

      float[] map = outcome.map();
      double[][] rest = rest(map);
      assertThat(map).hasSize(FROM * TO).doesNotContain(0f, 1f);
      assertThat(outcome.value()).isCloseTo(value(rest), within(1e-5));
      for (int d = 0; d < FROM; d++) {
        for (int row = 0; row < ROWS; row++) {
          assertThat((double) outcome.embedding()[row * FROM + d])
              .isCloseTo(ofEmbedding(rest, map, row, d), within(1e-5));
        }
        for (int k = 0; k < TO; k++) {
          assertThat((double) outcome.gradientOfMap()[d * TO + k])
              .isCloseTo(ofMap(rest, d, k), within(1e-5));
        }
      }
    }
  }

  /** t − e·B. */
  private double[][] rest(float[] map) {
    double[][] rest = new double[ROWS][TO];
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < TO; k++) {
        rest[row][k] = teacher[row][k];
        for (int d = 0; d < FROM; d++) {
          rest[row][k] -= (double) student[row][d] * map[d * TO + k];
        }
      }
    }
    return rest;
  }

  private static double share(int row) {
    return WEIGHTS[row] / 4.5 / TO;
  }

  private static double value(double[][] rest) {
    double value = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < TO; k++) {
        value += share(row) * rest[row][k] * rest[row][k];
      }
    }
    return value;
  }

  private static double ofEmbedding(double[][] rest, float[] map, int row, int d) {
    double gradient = 0;
    for (int k = 0; k < TO; k++) {
      gradient -= 2 * share(row) * rest[row][k] * map[d * TO + k];
    }
    return gradient;
  }

  private double ofMap(double[][] rest, int d, int k) {
    double gradient = 0;
    for (int row = 0; row < ROWS; row++) {
      gradient -= 2 * share(row) * student[row][d] * rest[row][k];
    }
    return gradient;
  }

  private LossBench.Rows rows() {
    boolean[] all = {true, true, true, true};
    return new LossBench.Rows(
        new int[ROWS],
        WEIGHTS,
        all,
        all,
        new float[ROWS][1],
        new float[ROWS][1],
        new float[ROWS][1],
        new MoreAnswers(List.of(), Map.of(), Optional.of(LossBench.embeddings(teacher))),
        CandidateLists.NONE);
  }

  private static float[][] matrix(int width, long seed) {
    Random random = new Random(seed);
    float[][] matrix = new float[ROWS][width];
    for (float[] row : matrix) {
      for (int i = 0; i < width; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return matrix;
  }
}
