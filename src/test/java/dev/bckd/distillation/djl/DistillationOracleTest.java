package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.distillation.DistillationListener;
import dev.bckd.distillation.DistillationTask;
import dev.bckd.distillation.Training;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.model.Digest;
import dev.bckd.model.TaskType;
import dev.bckd.policy.Budget;
import dev.bckd.policy.ClassCounts;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.LossSpec;
import dev.bckd.policy.RecipeSpec;
import dev.bckd.policy.When;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds losses, gradients, focal and sample weights, Adam and its schedule against PyTorch's own.
 * The figures are written by {@code src/test/python/distillation_oracle.py}.
 */
class DistillationOracleTest {
  /** Float32 here, float64 there, over ten steps. */
  private static final double TOLERANCE = 5e-6;

  @TempDir Path folder;

  @Test
  void trainsABinaryModelAsPyTorchDoes() throws Exception {
    trainsAsPyTorchDoes("binary", TaskType.BINARY, Optional.empty());
  }

  @Test
  void trainsAModelWithMoreClassesThanItsTeacherAsPyTorchDoes() throws Exception {
    trainsAsPyTorchDoes("multiclass", TaskType.MULTICLASS, Optional.of(new ClassCounts(3, 5)));
  }

  private void trainsAsPyTorchDoes(String name, TaskType task, Optional<ClassCounts> classes)
      throws Exception {
    // Given
    JsonNode figures = figures().get(name);
    Path teacher = table("teacher.pt", figures.get("teacher"));
    Path incoming = table("incoming.pt", figures.get("student"));
    Digest teacherBefore = Digest.of(teacher);
    Path student = folder.resolve("student.pt");
    Path rows = rows(figures);

    // When
    Training training =
        Distillers.cpu()
            .distil(
                new DistillationTask(
                    LogitTables.policy(rows, task, classes, tenSteps()),
                    teacher,
                    incoming,
                    student),
                DistillationListener.SILENT);

    // Then
    assertThat(training.epochs()).isEqualTo(10);
    assertThat(training.budgetReached()).isFalse();
    for (int epoch = 0; epoch < 10; epoch++) {
      JsonNode expected = figures.get("losses").get(epoch);
      assertThat(training.losses().get(2 * epoch).value())
          .isCloseTo(expected.get(0).asDouble(), within(TOLERANCE));
      assertThat(training.losses().get(2 * epoch + 1).value())
          .isCloseTo(expected.get(1).asDouble(), within(TOLERANCE));
    }
    assertLogits(student, figures.get("trained"));
    assertThat(Digest.of(teacher)).isEqualTo(teacherBefore);
  }

  /** One step an epoch: the twelve rows are one batch. */
  private static DistillationPolicy tenSteps() {
    RecipeSpec recipe =
        RecipeSpec.of(
            List.of(
                new LossSpec("cross-entropy", 1, Map.of()),
                new LossSpec(
                    "kullback-leibler",
                    1.5,
                    Map.of("temperature", 3.0, "alpha", 0.5, "beta", 2.0))),
            Optional.of(0.05),
            Optional.empty());
    Budget budget = new Budget(Duration.ofMinutes(5), Optional.of(10));
    return new DistillationPolicy(When.ALWAYS, recipe, budget, 1, "cpu");
  }

  private static void assertLogits(Path student, JsonNode expected) {
    long[] rows = IntStream.range(0, expected.size()).asLongStream().toArray();
    Table table = new Table(rows.length, Map.of("row", new Column.Longs(rows, 1)));
    try (ScoringModel model = new DjlScoringEngine().open(student, LogitTables.SIGNATURE)) {
      Scores scores = model.score(table);
      for (int row = 0; row < rows.length; row++) {
        for (int c = 0; c < scores.width(); c++) {
          assertThat((double) scores.at(row, c))
              .isCloseTo(expected.get(row).get(c).asDouble(), within(TOLERANCE));
        }
      }
    }
  }

  private Path table(String name, JsonNode logits) {
    float[][] values = new float[logits.size()][logits.get(0).size()];
    for (int row = 0; row < values.length; row++) {
      for (int c = 0; c < values[row].length; c++) {
        values[row][c] = (float) logits.get(row).get(c).asDouble();
      }
    }
    Path file = folder.resolve(name);
    LogitTables.write(file, values);
    return file;
  }

  private Path rows(JsonNode figures) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < figures.get("labels").size(); row++) {
      lines
          .append("{\"row\": ")
          .append(row)
          .append(", \"label\": ")
          .append(figures.get("labels").get(row))
          .append(", \"weight\": ")
          .append(figures.get("weights").get(row))
          .append(", \"known\": ")
          .append(figures.get("known").get(row))
          .append("}\n");
    }
    return Files.writeString(folder.resolve("rows.jsonl"), lines);
  }

  private static JsonNode figures() throws Exception {
    try (InputStream in = DistillationOracleTest.class.getResourceAsStream("oracle.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
