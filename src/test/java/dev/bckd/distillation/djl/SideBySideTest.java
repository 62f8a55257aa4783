package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.TrainingRows;
import dev.bckd.distillation.TrainingRun;
import dev.bckd.distillation.TrainingSession;
import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.distillation.recipe.KullbackLeibler;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.Augmentation;
import dev.bckd.policy.Start;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideBySideTest {
  private static final int ROWS = 512;
  private static final int IDS = 2_000;
  private static final int EACH = 4;
  private static final int CLASSES = 3;
  private static final int[] ALL = IntStream.range(0, ROWS).toArray();

  @TempDir Path folder;

  /** One after the other, with all threads for each, is what was before. */
  @Test
  void trainingsSideBySideEndAtTheWeightsOfTrainingsOneByOne() {
    int threads = TorchRuntime.threads();
    try (TrainingSession session = new DjlTrainer().open(job());
        TrainingRun first = session.begin(recipe(1), ALL);
        TrainingRun second = session.begin(recipe(2), ALL);
        TrainingRun left = session.begin(recipe(1), ALL);
        TrainingRun right = session.begin(recipe(2), ALL)) {
      first.advance(first.steps());
      second.advance(second.steps());

      session.together(
          List.of(() -> left.advance(left.steps()), () -> right.advance(right.steps())));

      float[] one = answers(session, first);
      assertThat(answers(session, left)).containsExactly(one);
      assertThat(answers(session, right))
          .containsExactly(answers(session, second))
          .isNotEqualTo(one);
      assertThat(left.losses()).isEqualTo(first.losses());
    }
    assertThat(TorchRuntime.threads()).isEqualTo(threads);
  }

  private static float[] answers(TrainingSession session, TrainingRun run) {
    try (Weights weights = run.weights()) {
      return session.answers(weights, inputs()).values();
    }
  }

  private static Recipe recipe(long seed) {
    return new Recipe(
        "side by side",
        List.of(Term.of(CrossEntropy.PLAIN, 1), Term.of(KullbackLeibler.PLAIN, 2)),
        0.01,
        64,
        3,
        1,
        1,
        Augmentation.NONE,
        0,
        Start.INCOMING,
        List.of(),
        seed);
  }

  private Trainer.Job job() {
    Signature signature =
        new Signature(
            List.of(new TensorSpec("ids", "ids", ElementType.INT64, List.of(EACH), 0)),
            List.of("logits"));
    Path teacher = model(folder.resolve("teacher.pt"), 3);
    Path incoming = model(folder.resolve("incoming.pt"), 4);
    SplittableRandom random = new SplittableRandom(5);
    boolean[] yes = new boolean[ROWS];
    Arrays.fill(yes, true);
    float[] ones = new float[ROWS];
    Arrays.fill(ones, 1);
    TrainingRows rows =
        new TrainingRows(
            inputs(),
            random.ints(ROWS, 0, CLASSES).toArray(),
            ones,
            yes,
            yes,
            new Scores(floats(random, ROWS * CLASSES), CLASSES),
            new Scores(floats(random, ROWS * CLASSES), CLASSES));
    return new Trainer.Job(teacher, incoming, signature, TaskType.MULTICLASS, rows, "cpu");
  }

  private static Table inputs() {
    long[] ids = new SplittableRandom(6).longs((long) ROWS * EACH, 0, IDS).toArray();
    return new Table(ROWS, Map.of("ids", new Column.Longs(ids, EACH)));
  }

  private static Path model(Path file, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    new TorchScriptArchive(
            "Model",
            """
              def forward(self, ids: Tensor) -> Tensor:
                h = torch.relu(torch.sum(torch.embedding(self.table, ids), [1]))
                return torch.linear(h, self.w, self.b)
            """,
            List.of(
                new Parameter("table", List.of(IDS, 8), floats(random, IDS * 8)),
                new Parameter("w", List.of(CLASSES, 8), floats(random, CLASSES * 8)),
                new Parameter("b", List.of(CLASSES), floats(random, CLASSES))))
        .write(file);
    return file;
  }

  private static float[] floats(SplittableRandom random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
