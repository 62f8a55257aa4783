package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.bckd.distillation.MoreAnswers;
import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.TrainingRows;
import dev.bckd.distillation.djl.loss.ResidentRows;
import dev.bckd.distillation.recipe.CandidateLists;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.model.TaskType;
import dev.bckd.policy.LossSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnchorsTest {
  private static final int ROWS = 4000;
  private static final float LOGIT = 0.8f;

  @TempDir Path folder;

  /**
   * A table of two rows of which only the first is asked about: its one logit z has the Fisher
   * information {@code p(1−p)}, with p the sigmoid of z, and the other has none.
   */
  @Test
  void theFisherInformationOfALogitIsItsVariance() {
    Path model = folder.resolve("model.pt");
    LogitTables.write(model, new float[][] {{LOGIT}, {LOGIT}});
    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
      Student student = new Student(model, LogitTables.SIGNATURE, LargeTable.DEFAULT, manager);
      ResidentRows resident =
          ResidentData.of(job(model), new RowMemory(folder, Long.MAX_VALUE), manager);
      int[] rows = IntStream.range(0, ROWS).toArray();

      NDArray fisher =
          new FisherDiagonal(student, student.weights(), resident)
              .over(rows, 2000, 1, manager)
              .get(0);

      double p = 1 / (1 + Math.exp(-LOGIT));
      assertThat((double) fisher.getFloat(0, 0)).isCloseTo(p * (1 - p), within(0.01));
      assertThat(fisher.getFloat(1, 0)).isZero();
      assertThat(student.weights().get(0).getGradient().sum().getFloat()).isZero();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "l2-starting-point, 2.625, 0.5, -2, 1",
    "elastic-weight-consolidation, 1.625, 0.5, 0, 3"
  })
  void pullsBackToWhereTheWeightsBegan(String loss, double value, float a, float b, float c) {
    LossBench.Rows row =
        new LossBench.Rows(
            new int[] {0},
            new float[] {1},
            new boolean[1],
            new boolean[1],
            new float[1][1],
            new float[1][1],
            new float[1][1],
            MoreAnswers.NONE,
            CandidateLists.NONE);
    try (LossBench bench = new LossBench(row)) {
      LossBench.Anchored anchored =
          bench.anchored(
              LossBench.term(new LossSpec(loss, 1, Map.of())),
              new float[] {1, 1, 1},
              new float[] {0.5f, -2, 1},
              new float[] {1, 0, 3});

      // ½·(0.25 + 4 + 1) and, with the Fisher information 1, 0 and 3, ½·(0.25 + 3).
      assertThat(anchored.value()).isCloseTo(value, within(1e-6));
      assertThat(anchored.gradient())
          .usingComparatorWithPrecision(1e-6f)
          .containsExactly(new float[] {a, b, c});
    }
  }

  private static Trainer.Job job(Path model) {
    TrainingRows rows =
        new TrainingRows(
            new Table(ROWS, Map.of("row", new Column.Longs(new long[ROWS], 1))),
            new int[ROWS],
            new float[ROWS],
            new boolean[ROWS],
            new boolean[ROWS],
            new Scores(new float[ROWS], 1),
            new Scores(new float[ROWS], 1));
    return new Trainer.Job(model, model, LogitTables.SIGNATURE, TaskType.BINARY, rows, "cpu");
  }
}
