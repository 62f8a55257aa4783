package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.TrainingRows;
import dev.bckd.distillation.TrainingSession;
import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small models of three numbers a row, cooled through a session. */
class LastLayerTest {
  private static final int ROWS = 100;
  private static final Signature SIGNATURE =
      new Signature(
          List.of(new TensorSpec("x", "x", ElementType.FLOAT32, List.of(3), 0)), List.of("logits"));

  /** Scaling the first layer alone would not do, for its bias and the second's. */
  private static final String TWO_LAYERS =
      """
        def forward(self, x: Tensor) -> Tensor:
          h = torch.tanh(torch.linear(x, self.body_weight, self.body_bias))
          return torch.linear(h, self.head_weight, self.head_bias)
      """;

  private static final String TWO_HEADS =
      """
        def forward(self, x: Tensor) -> Tensor:
          h = torch.tanh(torch.linear(x, self.body_weight, self.body_bias))
          z = torch.linear(h, self.head_weight, self.head_bias)
          return torch.add(z, torch.linear(x, self.skip_weight))
      """;

  @TempDir Path folder;

  private final Random random = new Random(5);

  private TrainingSession open(String forward, int classes, TaskType task) {
    Path file = folder.resolve("model.pt");
    new TorchScriptArchive(
            "Model",
            forward,
            List.of(
                normal("head_weight", classes, 4),
                normal("head_bias", classes),
                normal("body_weight", 4, 3),
                normal("body_bias", 4),
                normal("skip_weight", classes, 3)))
        .write(file);
    boolean[] asked = new boolean[ROWS];
    Arrays.fill(asked, true);
    float[] ones = new float[ROWS];
    Arrays.fill(ones, 1);
    Scores scores = new Scores(new float[ROWS * classes], classes);
    TrainingRows rows =
        new TrainingRows(inputs(), new int[ROWS], ones, new boolean[ROWS], asked, scores, scores);
    return new DjlTrainer().open(new Trainer.Job(file, file, SIGNATURE, task, rows, "cpu"));
  }

  private Parameter normal(String name, Integer... shape) {
    List<Integer> dimensions = List.of(shape);
    return new Parameter(
        name, dimensions, normal(dimensions.stream().reduce(1, (a, b) -> a * b), random));
  }

  private static float[] normal(int size, Random random) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static Table inputs() {
    return new Table(ROWS, Map.of("x", new Column.Floats(normal(3 * ROWS, new Random(6)), 3)));
  }

  @ParameterizedTest(name = "{0} logits, temperature {2}")
  @CsvSource({"1, BINARY, 1.7", "1, BINARY, 0.4", "5, MULTICLASS, 1.7", "2, MULTICLASS, 3"})
  void dividesTheLogitsAndKeepsTheDecisions(int classes, TaskType task, double temperature) {
    try (TrainingSession session = open(TWO_LAYERS, classes, task)) {
      Scores before = session.answers(session.incoming(), inputs());

      Weights cooled = session.cooled(session.incoming(), temperature).orElseThrow();

      Scores after = session.answers(cooled, inputs());
      assertThat(after.width()).isEqualTo(classes);
      for (int i = 0; i < before.values().length; i++) {
        assertThat((double) after.values()[i])
            .isCloseTo(before.values()[i] / temperature, within(1e-5));
      }
      for (int row = 0; row < ROWS; row++) {
        assertThat(after.decision(row)).isEqualTo(before.decision(row));
      }
      assertThat(session.answers(session.incoming(), inputs()).values())
          .containsExactly(before.values());
    }
  }

  @ParameterizedTest(name = "{0} logits")
  @CsvSource({"1, BINARY", "5, MULTICLASS"})
  void findsNoneWhereTwoLayersMakeTheLogits(int classes, TaskType task) {
    try (TrainingSession session = open(TWO_HEADS, classes, task)) {
      Optional<Weights> cooled = session.cooled(session.incoming(), 1.7);

      assertThat(cooled).isEmpty();
    }
  }

  /** The difference that tells layers apart must be seen however small the logits are. */
  @Test
  void findsTheLayerOfSmallLogits() {
    try (TrainingSession session = open(SMALL, 1, TaskType.BINARY)) {
      Scores before = session.answers(session.incoming(), inputs());

      Weights cooled = session.cooled(session.incoming(), 1.05).orElseThrow();

      Scores after = session.answers(cooled, inputs());
      for (int row = 0; row < ROWS; row++) {
        assertThat((double) after.at(row, 0))
            .isCloseTo(before.at(row, 0) / 1.05, within(Math.abs(1e-3 * before.at(row, 0))));
      }
    }
  }

  private static final String SMALL =
      """
        def forward(self, x: Tensor) -> Tensor:
          h = torch.tanh(torch.linear(x, self.body_weight, self.body_bias))
          return torch.mul(torch.linear(h, self.head_weight, self.head_bias), 0.001)
      """;
}
