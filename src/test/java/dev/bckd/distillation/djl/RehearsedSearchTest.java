package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.distillation.DistillationListener;
import dev.bckd.distillation.DistillationTask;
import dev.bckd.distillation.Distiller;
import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.OtherTraining;
import dev.bckd.distillation.Training;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.model.Digest;
import dev.bckd.policy.RecipeSpec;
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

/**
 * A search with many new rows. The teacher is right on all labels; the incoming model answers by
 * chance, so a model that was trained from scratch can stand for it.
 */
class RehearsedSearchTest {
  private static final int ITEMS = 40;
  private static final int NEW_ROWS = 62_000;
  private static final int OLD_ROWS = 4_000;

  @TempDir Path folder;

  private Path teacher;
  private Path incoming;

  @BeforeEach
  void writeModels() {
    teacher = folder.resolve("teacher.pt");
    incoming = folder.resolve("incoming.pt");
    Recommenders.write(teacher, ITEMS, 1);
    Recommenders.write(incoming, ITEMS, 2);
  }

  @Test
  void triesStudentsOutWithAStandInAndTrainsTheChosenOneFromTheIncomingModel() throws Exception {
    Training training = distil(teacher, incoming);

    assertThat(training.notes())
        .anyMatch(note -> note.contains("students are tried out in its place"));
    assertThat(training.recipe()).contains("trained again on all rows");
    assertThat(training.front()).anyMatch(point -> point.chosen());
    assertThat(training.others()).extracting(OtherTraining::recipe).contains("stand-in", "control");
    assertThat(training.losses()).isNotEmpty();
    assertThat(folder.resolve("student.pt.stand-in")).doesNotExist();
    assertThat(agreement(folder.resolve("student.pt"), teacher))
        .isGreaterThan(agreement(incoming, teacher) + 0.2);
  }

  /** No training of a few epochs comes near a model that is right on everything. */
  @Test
  void searchesWithTheIncomingModelItselfWhereNothingCanStandForIt() throws Exception {
    Training training = distil(incoming, teacher);

    assertThat(training.notes()).anyMatch(note -> note.contains("it cannot stand for it"));
    assertThat(training.front()).isNotEmpty();
    assertThat(folder.resolve("student.pt.stand-in")).doesNotExist();
  }

  @Test
  void killedInEachOfItsPartsItGoesOnAndEndsAtTheSameStudent() throws Exception {
    DistillationTask task = task(teacher, incoming);
    Told whole = new Told("", Integer.MAX_VALUE);
    distiller("unused").distil(task, whole);
    final Digest student = Digest.of(task.student());
    Files.delete(task.student());

    for (String training : List.of("stand-in", "control", Told.ONCE_MORE)) {
      assertThatThrownBy(() -> distiller("kept").distil(task, new Told(training, 1)))
          .isInstanceOf(Killed.class);
    }
    Told rest = new Told("", Integer.MAX_VALUE);
    distiller("kept").distil(task, rest);

    assertThat(Digest.of(task.student())).isEqualTo(student);
    assertThat(rest.epochs).isLessThan(whole.epochs);
    assertThat(folder.resolve("kept")).isEmptyDirectory();
  }

  /** Keeps a checkpoint after each look at the clock. */
  private Distiller distiller(String kept) {
    return Distillers.cpu(new TickingClock(Duration.ofSeconds(30))).keeping(folder.resolve(kept));
  }

  /** Stands in for SIGKILL. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Counts epochs, and kills a training after some. */
  private static final class Told implements DistillationListener {
    /** The last training, whose recipe has had its name before. */
    static final String ONCE_MORE = "the chosen recipe once more, on all rows";

    private final String killed;
    private final int after;
    private int epochs;
    private int ofKilled;
    private boolean onceMore;

    Told(String killed, int after) {
      this.killed = killed;
      this.after = after;
    }

    @Override
    public void says(String line) {
      onceMore |= line.equals(ONCE_MORE);
    }

    @Override
    public void trained(String training, EpochLoss loss) {
      epochs++;
      ofKilled += (onceMore ? ONCE_MORE : training).equals(killed) ? 1 : 0;
      if (ofKilled == after) {
        throw new Killed();
      }
    }
  }

  /** Labels are what the model in {@code teacher.pt} says. */
  private Training distil(Path deployed, Path delivered) throws Exception {
    return Distillers.cpu().distil(task(deployed, delivered), DistillationListener.SILENT);
  }

  private DistillationTask task(Path deployed, Path delivered) throws Exception {
    return new DistillationTask(
        Recommenders.policy(
            rows("old.jsonl", OLD_ROWS, 3),
            Optional.of(rows("new.jsonl", NEW_ROWS, 4)),
            Optional.of("true"),
            RecipeSpec.AUTO,
            List.of(Recommenders.ranking())),
        deployed,
        delivered,
        folder.resolve("student.pt"));
  }

  private Path rows(String name, int count, long seed) throws Exception {
    Table rows = table(count, seed);
    long[] hist = rows.column("hist", Column.Longs.class).values();
    long[] item = rows.column("item", Column.Longs.class).values();
    Scores right = answers(teacher, rows);
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < count; row++) {
      int at = row * Recommenders.BEFORE;
      lines.append(
          "{\"hist\": [%d, %d, %d], \"item\": %d, \"label\": %d}\n"
              .formatted(hist[at], hist[at + 1], hist[at + 2], item[row], right.decision(row)));
    }
    return Files.writeString(folder.resolve(name), lines);
  }

  private static Table table(int count, long seed) {
    Random random = new Random(seed);
    return new Table(
        count,
        Map.of(
            "hist",
            new Column.Longs(
                random.longs((long) count * Recommenders.BEFORE, 1, ITEMS).toArray(),
                Recommenders.BEFORE),
            "item",
            new Column.Longs(random.longs(count, 1, ITEMS).toArray(), 1)));
  }

  private static Scores answers(Path model, Table rows) {
    try (ScoringModel opened = new DjlScoringEngine().open(model, Recommenders.SIGNATURE)) {
      return opened.score(rows);
    }
  }

  private static double agreement(Path one, Path other) {
    Table rows = table(5_000, 5);
    Scores first = answers(one, rows);
    Scores second = answers(other, rows);
    int same = 0;
    for (int row = 0; row < rows.rows(); row++) {
      same += first.decision(row) == second.decision(row) ? 1 : 0;
    }
    return (double) same / rows.rows();
  }
}
