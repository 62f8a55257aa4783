package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.distillation.DistillationListener;
import dev.bckd.distillation.DistillationTask;
import dev.bckd.distillation.Distiller;
import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.Training;
import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.TaskType;
import dev.bckd.policy.Budget;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.LossSpec;
import dev.bckd.policy.RecipeSpec;
import dev.bckd.policy.When;
import dev.bckd.testing.HandClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DjlDistillerTest {
  private static final int ROWS = 200;
  private static final RecipeSpec BOTH =
      RecipeSpec.of(
          List.of(
              new LossSpec("cross-entropy", 1, Map.of()),
              new LossSpec("kullback-leibler", 2, Map.of("alpha", 1.0, "beta", 5.0))),
          Optional.empty(),
          Optional.empty());

  @TempDir Path folder;

  private Path teacher;
  private Path incoming;
  private Path student;

  @BeforeEach
  void writeModels() {
    teacher = folder.resolve("teacher.pt");
    incoming = folder.resolve("incoming.pt");
    student = folder.resolve("out").resolve("student.pt");
    LogitTables.write(teacher, logits(1));
    LogitTables.write(incoming, logits(2));
  }

  @Test
  void theSameSeedGivesTheSameStudentAndAnotherSeedAnother() throws Exception {
    Path rows = rows(1, "true");

    distil(rows, BOTH, 1);
    Digest first = Digest.of(student);
    distil(rows, BOTH, 1);
    Digest again = Digest.of(student);
    distil(rows, BOTH, 2);

    assertThat(again).isEqualTo(first);
    assertThat(Digest.of(student)).isNotEqualTo(first);
  }

  @Test
  void reportsWhatItDid() throws Exception {
    Training training = distil(rows(1, "true"), BOTH, 1);

    assertThat(training.epochs()).isEqualTo(2);
    assertThat(training.samplesSeen()).isEqualTo(2L * ROWS);
    assertThat(training.device()).startsWith("cpu");
    assertThat(training.recipe())
        .contains("explicit", "cross-entropy", "kullback-leibler", "batch 64");
    assertThat(training.losses()).hasSize(4);
  }

  @Test
  void beginsNoEpochOnceTheTimeIsUp() throws Exception {
    HandClock clock = new HandClock();

    Training training =
        Distillers.cpu(clock).distil(task(rows(1, "true"), policy(BOTH, 1)), hourAnEpoch(clock));

    assertThat(training.epochs()).isEqualTo(1);
    assertThat(training.budgetReached()).isTrue();
  }

  @Test
  void refusesLabelsThatAreNoAnswers() throws Exception {
    Path rows = rows(2, "true");

    assertBad(() -> distil(rows, BOTH, 1), "column 'label'", "label 2; expected 0 to 1");
  }

  @Test
  void refusesALossThatWouldDoNothing() throws Exception {
    Path unknown = rows(1, "false");
    Path known = rows(1, "true");
    LogitTables.write(teacher, logits(2));

    assertBad(
        () -> distil(unknown, BOTH, 1), "would do nothing: there is no row that the teacher knows");
    assertBad(() -> distil(known, only("kullback-leibler"), 1), "is 0 on every row");
  }

  @Test
  void refusesALossThatMovesNothing() throws Exception {
    new TorchScriptArchive(
            "Deaf",
            """
              def forward(self, row: Tensor) -> Tensor:
                return torch.add(torch.mul(torch.embedding(self.logits, row), 0.), 0.5)
            """,
            List.of(new Parameter("logits", List.of(ROWS, 1), new float[ROWS])))
        .write(incoming);
    Path rows = rows(1, "true");

    assertBad(
        () -> distil(rows, only("cross-entropy"), 1),
        "cross-entropy",
        "has no gradient in epoch 1, so it does nothing");
  }

  @Test
  void sharesOfTheTermsAddUp() throws Exception {
    List<EpochLoss> losses = distil(rows(1, "true"), BOTH, 1).losses();

    for (int epoch = 0; epoch < 2; epoch++) {
      EpochLoss labels = losses.get(2 * epoch);
      EpochLoss teachers = losses.get(2 * epoch + 1);
      double sum = labels.value() + 2 * teachers.value();
      assertThat(labels.share()).isCloseTo(labels.value() / sum, within(1e-12));
      assertThat(teachers.share()).isCloseTo(2 * teachers.value() / sum, within(1e-12));
      assertThat(teachers.share()).isBetween(0.01, 0.99);
    }
  }

  /** The file is the same again when the next stage reads it only if nobody wrote to it. */
  @Test
  void noticesThatTheTeachersFileWasWrittenTo() throws Exception {
    Path rows = rows(1, "true");
    Trainer careless =
        job -> {
          writeTo(job.teacher());
          return new DjlTrainer().open(job);
        };
    Distiller distiller =
        new Distiller(new DuckDbHistory(), new DjlScoringEngine(), careless, new HandClock());

    assertThatThrownBy(
            () -> distiller.distil(task(rows, policy(BOTH, 1)), DistillationListener.SILENT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the teacher's file was changed: " + teacher);
  }

  private static void writeTo(Path file) {
    try {
      Files.writeString(file, "more", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void namesTheLossThatIsNotFinite() throws Exception {
    Path rows = rows(1, "true");
    float[][] endless = logits(2);
    for (float[] row : endless) {
      row[0] = Math.copySign(3e38f, row[0]);
    }
    LogitTables.write(incoming, endless);

    assertBad(
        () -> distil(rows, only("kullback-leibler"), 1),
        "kullback-leibler",
        "at the first step, before anything was learned");
    RecipeSpec hasty =
        RecipeSpec.of(
            List.of(new LossSpec("kullback-leibler", 1, Map.of())),
            Optional.of(1e38),
            Optional.empty());
    LogitTables.write(incoming, logits(2));
    assertBad(
        () -> distil(rows, hasty, 1), "kullback-leibler", "a recipe with a lower learningRate");
  }

  /** Their sum has to stay a number, and one row is not to be worth all others. */
  @Test
  void namesTheWeightThatIsTooLarge() throws Exception {
    Path rows = rows(1, "true");
    String whole = Files.readString(rows);
    Files.writeString(
        rows,
        whole.replace(
            "\"row\": 8, \"label\": 0, \"weight\": 1.0",
            "\"row\": 8, \"label\": 0, \"weight\": 3e38"));

    assertBad(
        () -> distil(rows, BOTH, 1),
        ".jsonl: column 'weight', row 9: 3.0E38; expected weights that add up to at most 1.0E18");
  }

  @Test
  void refusesAModelWithoutTrainableParameters() throws Exception {
    Path rows = rows(1, "true");
    new TorchScriptArchive(
            "Constant",
            """
              def forward(self, row: Tensor) -> Tensor:
                return torch.to(row, 6)
            """,
            List.of())
        .write(incoming);

    assertBad(() -> distil(rows, BOTH, 1), "incoming.pt: the model has no trainable");
  }

  @Test
  void refusesUndeclaredNumbersOfClasses() throws Exception {
    Path rows = rows(1, "true");
    LogitTables.write(incoming, new float[ROWS][3]);

    assertBad(() -> distil(rows, BOTH, 1), "spec.classes", "got 1 and 3");
  }

  private Training distil(Path rows, RecipeSpec recipe, long seed) {
    return Distillers.cpu().distil(task(rows, policy(recipe, seed)), DistillationListener.SILENT);
  }

  private DistillationTask task(Path rows, DistillationPolicy distillation) {
    return new DistillationTask(
        LogitTables.policy(rows, TaskType.BINARY, Optional.empty(), distillation),
        teacher,
        incoming,
        student);
  }

  private static DistillationPolicy policy(RecipeSpec recipe, long seed) {
    Budget budget = new Budget(Duration.ofMinutes(5), Optional.of(2));
    return new DistillationPolicy(When.ALWAYS, recipe, budget, seed, "cpu");
  }

  private static RecipeSpec only(String loss) {
    return RecipeSpec.of(
        List.of(new LossSpec(loss, 1, Map.of())), Optional.empty(), Optional.empty());
  }

  private Path rows(int highestLabel, String known) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      lines.append(
          "{\"row\": %d, \"label\": %d, \"weight\": 1.0, \"known\": %s}\n"
              .formatted(row, row % (highestLabel + 1), known));
    }
    return Files.writeString(folder.resolve("rows-" + known + ".jsonl"), lines);
  }

  private static float[][] logits(long seed) {
    Random random = new Random(seed);
    float[][] logits = new float[ROWS][1];
    for (float[] row : logits) {
      row[0] = (float) random.nextGaussian();
    }
    return logits;
  }

  private static void assertBad(ThrowingCallable call, String... problem) {
    assertThatThrownBy(call).isInstanceOf(BadInputException.class).message().contains(problem);
  }

  private static DistillationListener hourAnEpoch(HandClock clock) {
    return new DistillationListener() {
      @Override
      public void trained(String training, EpochLoss loss) {
        clock.move(Duration.ofHours(1));
      }
    };
  }
}
