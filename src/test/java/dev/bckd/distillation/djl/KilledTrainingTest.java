package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bckd.distillation.DistillationListener;
import dev.bckd.distillation.DistillationTask;
import dev.bckd.distillation.Distiller;
import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.Farewell;
import dev.bckd.distillation.Training;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.TaskType;
import dev.bckd.policy.Augmentation;
import dev.bckd.policy.Budget;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.LossSpec;
import dev.bckd.policy.RecipeSpec;
import dev.bckd.policy.Start;
import dev.bckd.policy.When;
import dev.bckd.testing.HandClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledTrainingTest {
  private static final int ROWS = 150;
  private static final int EPOCHS = 6;

  /** Everything that a training carries from step to step: averages of two kinds, moments, sums. */
  private static final RecipeSpec RECIPE =
      new RecipeSpec(
          List.of(
              new LossSpec("cross-entropy", 1, Map.of()),
              new LossSpec("kullback-leibler", 2, Map.of("beta", 5.0)),
              new LossSpec(
                  "kullback-leibler", 1, Map.of("decay", 0.9), Map.of("target", "average"))),
          Optional.of(0.05),
          Optional.of(16),
          Optional.of(EPOCHS),
          2,
          0,
          Augmentation.NONE,
          0.5,
          Start.INCOMING,
          List.of());

  @TempDir Path folder;

  private Path teacher;
  private Path incoming;
  private Path rows;

  @BeforeEach
  void writeModelsAndRows() throws IOException {
    teacher = folder.resolve("teacher.pt");
    incoming = folder.resolve("incoming.pt");
    LogitTables.write(teacher, logits(1));
    LogitTables.write(incoming, logits(2));
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      lines.append(
          "{\"row\": %d, \"label\": %d, \"weight\": 1.0, \"known\": true}\n"
              .formatted(row, row % 2));
    }
    rows = Files.writeString(folder.resolve("rows.jsonl"), lines);
  }

  @Test
  void aKilledTrainingGoesOnAndEndsAtTheSameStudent() throws IOException {
    Path kept = folder.resolve("kept");
    Path whole = folder.resolve("whole.pt");
    Path resumed = folder.resolve("resumed.pt");
    Training uninterrupted = distiller(folder.resolve("unused")).distil(task(whole), Epochs.all());

    Epochs beforeTheKill = Epochs.until(3);
    assertThatThrownBy(() -> distiller(kept).distil(task(resumed), beforeTheKill))
        .isInstanceOf(Killed.class);
    assertThat(files(kept)).hasSize(1);
    Epochs afterTheKill = Epochs.all();
    Training training = distiller(kept).distil(task(resumed), afterTheKill);

    assertThat(beforeTheKill.seen).startsWith(1).endsWith(3);
    assertThat(afterTheKill.seen).startsWith(3).endsWith(EPOCHS);
    assertThat(Digest.of(resumed)).isEqualTo(Digest.of(whole));
    assertThat(training.losses()).isEqualTo(uninterrupted.losses());
    assertThat(training.samplesSeen()).isEqualTo(uninterrupted.samplesSeen());
    assertThat(files(kept)).isEmpty();
  }

  @Test
  void aTrainingThatIsToldOfItsEndIsKeptAtOnceAndGoesOnThere() throws Exception {
    Path kept = folder.resolve("kept");
    Path whole = folder.resolve("whole.pt");
    Path resumed = folder.resolve("resumed.pt");
    Distiller seldom = Distillers.cpu(new HandClock());
    seldom.keeping(folder.resolve("unused")).distil(task(whole), Epochs.all());

    Farewell farewell = new Farewell();
    Thread ends = new Thread(farewell::say);
    Epochs told =
        Epochs.until(
            4,
            epoch -> {
              assertThat(files(kept)).as("so far").hasSize(epoch > 2 ? 1 : 0);
              if (epoch == 2 && ends.getState() == Thread.State.NEW) {
                ends.start();
                await().until(() -> ends.getState() == Thread.State.TIMED_WAITING);
              }
            });
    assertThatThrownBy(() -> seldom.keeping(kept, farewell).distil(task(resumed), told))
        .isInstanceOf(Killed.class);
    ends.join();
    Epochs after = Epochs.all();
    seldom.keeping(kept).distil(task(resumed), after);

    assertThat(after.seen).startsWith(3).endsWith(EPOCHS);
    assertThat(Digest.of(resumed)).isEqualTo(Digest.of(whole));
  }

  @Test
  void aDamagedCheckpointIsNoCheckpoint() throws IOException {
    Path kept = folder.resolve("kept");
    Path whole = folder.resolve("whole.pt");
    Path resumed = folder.resolve("resumed.pt");
    distiller(folder.resolve("unused")).distil(task(whole), Epochs.all());
    assertThatThrownBy(() -> distiller(kept).distil(task(resumed), Epochs.until(3)))
        .isInstanceOf(Killed.class);
    Path checkpoint = files(kept).get(0);
    byte[] content = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, Arrays.copyOf(content, content.length / 2));

    Epochs again = Epochs.all();
    distiller(kept).distil(task(resumed), again);

    assertThat(again.seen).startsWith(1);
    assertThat(Digest.of(resumed)).isEqualTo(Digest.of(whole));
  }

  @Test
  void anotherTrainingDoesNotTakeItUp() throws IOException {
    Path kept = folder.resolve("kept");
    assertThatThrownBy(
            () -> distiller(kept).distil(task(folder.resolve("one.pt")), Epochs.until(3)))
        .isInstanceOf(Killed.class);
    LogitTables.write(teacher, logits(7));

    Epochs other = Epochs.all();
    distiller(kept).distil(task(folder.resolve("other.pt")), other);

    assertThat(other.seen).startsWith(1);
  }

  @Test
  void aTrainingWithAnotherEarlierVersionDoesNotTakeItUp() throws IOException {
    Path kept = folder.resolve("kept");
    Path version = folder.resolve("version.pt");
    LogitTables.write(version, logits(5));
    RecipeSpec versions =
        RecipeSpec.of(
            List.of(new LossSpec("kullback-leibler", 1, Map.of(), Map.of("target", "versions"))),
            Optional.of(0.05),
            Optional.of(EPOCHS));
    Path student = folder.resolve("student.pt");
    assertThatThrownBy(
            () -> distiller(kept).distil(task(versions, version, student), Epochs.until(3)))
        .isInstanceOf(Killed.class);
    LogitTables.write(version, logits(6));

    Epochs other = Epochs.all();
    distiller(kept).distil(task(versions, version, student), other);

    assertThat(other.seen).startsWith(1);
  }

  @Test
  void nothingIsKeptOfATrainingThatIsRefused() throws IOException {
    Path kept = folder.resolve("kept");
    List<Integer> filesOnTheWay = new ArrayList<>();
    DistillationListener refusing =
        new DistillationListener() {
          @Override
          public void trained(String training, EpochLoss loss) {
            filesOnTheWay.add(files(kept).size());
            if (loss.epoch() == 3) {
              throw new BadInputException("distillation", "the loss is NaN in epoch 3");
            }
          }
        };

    assertThatThrownBy(() -> distiller(kept).distil(task(folder.resolve("student.pt")), refusing))
        .isInstanceOf(BadInputException.class);

    assertThat(filesOnTheWay).endsWith(1);
    assertThat(files(kept)).isEmpty();
  }

  @Test
  void whatNobodyWentOnWithForAWeekIsDeleted() throws IOException {
    Path kept = Files.createDirectories(folder.resolve("kept"));
    Path old = aged(kept.resolve("a-60.checkpoint"), 8);
    Path broken = aged(kept.resolve("b-60.checkpoint.part"), 8);
    Path young = aged(kept.resolve("c-60.checkpoint"), 6);
    Path other = aged(kept.resolve("notes.txt"), 8);

    distiller(kept).distil(task(folder.resolve("student.pt")), Epochs.all());

    assertThat(List.of(old, broken)).noneMatch(Files::exists);
    assertThat(List.of(young, other)).allMatch(Files::exists);
  }

  /** The clock of the distiller begins at the epoch. */
  private static Path aged(Path file, int days) throws IOException {
    Files.writeString(file, "kept");
    return Files.setLastModifiedTime(
        file, FileTime.from(Instant.EPOCH.minus(Duration.ofDays(days))));
  }

  private Distiller distiller(Path kept) {
    return Distillers.cpu(new TickingClock(Duration.ofSeconds(30))).keeping(kept);
  }

  private DistillationTask task(Path student) {
    return task(RECIPE, teacher, student);
  }

  private DistillationTask task(RecipeSpec recipe, Path earlier, Path student) {
    Budget budget = new Budget(Duration.ofDays(1), Optional.empty());
    return new DistillationTask(
        LogitTables.policy(
            rows,
            TaskType.BINARY,
            Optional.empty(),
            new DistillationPolicy(When.ALWAYS, recipe, budget, 3, "cpu")),
        teacher,
        incoming,
        List.of(earlier),
        student);
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[][] logits(long seed) {
    Random random = new Random(seed);
    float[][] logits = new float[ROWS][1];
    for (float[] row : logits) {
      row[0] = (float) random.nextGaussian();
    }
    return logits;
  }

  /** Stands in for SIGKILL: nothing is cleaned up but what the operating system would take back. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Notes the epochs that are told of, and kills the training after one. */
  private static final class Epochs implements DistillationListener {
    private final int last;
    private final List<Integer> seen = new ArrayList<>();

    private final IntConsumer told;

    private Epochs(int last, IntConsumer told) {
      this.last = last;
      this.told = told;
    }

    static Epochs all() {
      return until(Integer.MAX_VALUE);
    }

    static Epochs until(int epoch) {
      return until(epoch, any -> {});
    }

    static Epochs until(int epoch, IntConsumer told) {
      return new Epochs(epoch, told);
    }

    @Override
    public void trained(String training, EpochLoss loss) {
      if (!seen.contains(loss.epoch())) {
        seen.add(loss.epoch());
      }
      told.accept(loss.epoch());
      if (loss.epoch() == last) {
        throw new Killed();
      }
    }
  }
}
