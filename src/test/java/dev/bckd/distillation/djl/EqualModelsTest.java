package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.distillation.DistillationListener;
import dev.bckd.distillation.DistillationTask;
import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.Training;
import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.model.BadInputException;
import dev.bckd.model.TaskType;
import dev.bckd.policy.Augmentation;
import dev.bckd.policy.Budget;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.LossSpec;
import dev.bckd.policy.RecipeSpec;
import dev.bckd.policy.Start;
import dev.bckd.policy.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Networks of three layers, of which the incoming one is the teacher or nearly so: a divergence of
 * the two is nothing but rounding, or small.
 */
class EqualModelsTest {
  private static final int ROWS = 300;
  private static final int WIDTH = 64;

  private static final LossSpec LABELS = new LossSpec("cross-entropy", 1, Map.of());
  private static final LossSpec TEACHER =
      new LossSpec("kullback-leibler", 1, Map.of("temperature", 4.0));

  @TempDir Path folder;

  private Path teacher;
  private Path rows;

  @BeforeEach
  void writeTeacherAndRows() throws IOException {
    teacher = network(0);
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      lines.append(
          "{\"row\": %d, \"label\": %d, \"weight\": 1.0, \"known\": true}\n"
              .formatted(row, row % 2));
    }
    rows = Files.writeString(folder.resolve("rows.jsonl"), lines);
  }

  @ParameterizedTest(name = "to the {0}")
  @ValueSource(strings = {"teacher", "incoming", "pooled"})
  void refusesATrainingThatOnlyRoundingWouldMove(String target) {
    LossSpec term = new LossSpec("kullback-leibler", 2, Map.of(), Map.of("target", target));

    assertThatThrownBy(() -> distil(network(0), term))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("kullback-leibler")
        .hasMessageContaining("is 0 on every row but for rounding");
  }

  /** The student leaves the teacher for the labels, and the divergence holds it back. */
  @Test
  void besideAnotherTermTheDivergenceComesToCount() {
    Training training = distil(network(0), LABELS, TEACHER);

    assertThat(last(training, "kullback-leibler").value()).isGreaterThan(1e-4);
  }

  /** The value is below what float32 tells from 0; the gradient is not. */
  @ParameterizedTest(name = "weights other by {0} of their deviation")
  @ValueSource(doubles = {1e-3, 1e-2, 0.1})
  void takesADivergenceThatBeginsSmall(double other) {
    Training training = distil(network(other), TEACHER);

    assertThat(last(training, "kullback-leibler").gradientNorm()).isPositive();
  }

  private static EpochLoss last(Training training, String term) {
    return training.losses().stream()
        .filter(loss -> loss.term().equals(term))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private Training distil(Path incoming, LossSpec... terms) {
    RecipeSpec recipe =
        new RecipeSpec(
            List.of(terms),
            Optional.of(0.01),
            Optional.of(64),
            Optional.of(2),
            1,
            0,
            Augmentation.NONE,
            0,
            Start.INCOMING,
            List.of());
    Budget budget = new Budget(Duration.ofMinutes(5), Optional.empty());
    DistillationPolicy policy = new DistillationPolicy(When.ALWAYS, recipe, budget, 1, "cpu");
    return Distillers.cpu()
        .distil(
            new DistillationTask(
                LogitTables.policy(rows, TaskType.BINARY, Optional.empty(), policy),
                teacher,
                incoming,
                folder.resolve("student.pt")),
            DistillationListener.SILENT);
  }

  /** The same network but for normal noise on every weight, in units of their deviation. */
  private Path network(double noise) {
    Path file = folder.resolve("network-" + noise + ".pt");
    Random base = new Random(1);
    Random change = new Random(2);
    new TorchScriptArchive(
            "Network",
            """
              def forward(self, row: Tensor) -> Tensor:
                h = torch.embedding(self.places, row)
                h = torch.relu(torch.linear(h, self.first))
                h = torch.relu(torch.linear(h, self.second))
                return torch.linear(h, self.head)
            """,
            List.of(
                weights("places", ROWS, WIDTH, 1, noise, base, change),
                weights("first", WIDTH, WIDTH, 8, noise, base, change),
                weights("second", WIDTH, WIDTH, 8, noise, base, change),
                weights("head", 1, WIDTH, 4, noise, base, change)))
        .write(file);
    return file;
  }

  private static Parameter weights(
      String name, int rows, int width, double divisor, double noise, Random base, Random change) {
    float[] values = new float[rows * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((base.nextGaussian() + noise * change.nextGaussian()) / divisor);
    }
    return new Parameter(name, List.of(rows, width), values);
  }
}
