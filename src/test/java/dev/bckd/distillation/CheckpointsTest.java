package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.distillation.recipe.CandidateLists;
import dev.bckd.history.Table;
import dev.bckd.inference.Embeddings;
import dev.bckd.inference.Scores;
import dev.bckd.model.TaskType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a training depends on is in its name; a training goes on from one of its own name. */
class CheckpointsTest {
  private static final int ROWS = 4;
  private static final String ARITHMETIC = "cpu(), 2 threads, FULL";

  @TempDir Path folder;

  private DistillationTask task;

  @BeforeEach
  void writeModels() throws IOException {
    task =
        new DistillationTask(
            Policies.of(TaskType.BINARY, Rows.SIGNATURE, Optional.empty(), List.of()),
            Files.writeString(folder.resolve("teacher.pt"), "teacher"),
            Files.writeString(folder.resolve("incoming.pt"), "incoming"),
            folder.resolve("student.pt"));
  }

  /** What a policy that was edited, or the files that it names, may change beside the recipe. */
  @SuppressWarnings("ImmutableEnumChecker") // Made here and nowhere else.
  private enum Edit {
    LABELS(parts -> parts.labels[1] = 1),
    WEIGHTS(parts -> parts.weights[1] = 2),
    OLD(parts -> parts.old[1] = true),
    ASKED(parts -> parts.asked[1] = true),
    TEACHER(parts -> parts.teacher[1] = 0.5f),
    INCOMING(parts -> parts.incoming[1] = 0.5f),
    VERSION(parts -> parts.version[1] = 0.5f),
    STORED_LOGITS(parts -> parts.stored[1] = 0.5f),
    STORED_WHERE(parts -> parts.has[1] = true),
    STORED_COLUMN(parts -> parts.column = "other"),
    EMBEDDINGS(parts -> parts.embeddings[1] = 0.5f),
    LISTS(parts -> parts.lists = new CandidateLists(1, 2));

    private final Consumer<Parts> edit;

    Edit(Consumer<Parts> edit) {
      this.edit = edit;
    }
  }

  private static final class Parts {
    private final int[] labels = new int[ROWS];
    private final float[] weights = new float[ROWS];
    private final boolean[] old = new boolean[ROWS];
    private final boolean[] asked = new boolean[ROWS];
    private final float[] teacher = new float[ROWS];
    private final float[] incoming = new float[ROWS];
    private final float[] version = new float[ROWS];
    private final float[] stored = new float[ROWS];
    private final boolean[] has = new boolean[ROWS];
    private final float[] embeddings = new float[2 * ROWS];
    private String column = "logged";
    private CandidateLists lists = CandidateLists.NONE;

    private TrainingRows rows() {
      MoreAnswers more =
          new MoreAnswers(
              List.of(new Scores(version, 1)),
              Map.of(column, new StoredLogits(new Scores(stored, 1), has)),
              Optional.of(new Embeddings(embeddings, 2)));
      return new TrainingRows(
              new Table(ROWS, Map.of()),
              labels,
              weights,
              old,
              asked,
              new Scores(teacher, 1),
              new Scores(incoming, 1))
          .with(more)
          .in(lists);
    }
  }

  @ParameterizedTest
  @EnumSource(Edit.class)
  void whatIsTrainedOnNamesATraining(Edit edit) {
    Parts edited = new Parts();
    edit.edit.accept(edited);

    assertThat(Checkpoints.name(task, edited.rows(), ARITHMETIC))
        .isNotEqualTo(Checkpoints.name(task, new Parts().rows(), ARITHMETIC));
  }

  @Test
  void howItIsComputedNamesATraining() {
    TrainingRows rows = new Parts().rows();

    assertThat(Checkpoints.name(task, rows, "cpu(), 1 threads, FULL"))
        .isNotEqualTo(Checkpoints.name(task, rows, ARITHMETIC));
  }

  @Test
  void theSameTrainingHasTheSameName() {
    assertThat(Checkpoints.name(task, new Parts().rows(), ARITHMETIC))
        .isEqualTo(Checkpoints.name(task, new Parts().rows(), ARITHMETIC));
  }
}
