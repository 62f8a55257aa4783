package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.distillation.DistillationListener;
import dev.bckd.distillation.DistillationTask;
import dev.bckd.distillation.Training;
import dev.bckd.model.BadInputException;
import dev.bckd.policy.RecipeSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A search with a teacher whose table ends where the new items begin: whatever row it is shown with
 * one of them, in the list or as the item, is an error.
 */
class RefusingTeacherTest {
  private static final int OLD_ITEMS = 30;
  private static final int ITEMS = 60;

  @TempDir Path folder;

  private Path teacher;
  private Path incoming;
  private Path old;
  private Path fresh;

  @BeforeEach
  void writeModelsAndRows() throws Exception {
    teacher = folder.resolve("teacher.pt");
    incoming = folder.resolve("incoming.pt");
    Recommenders.write(teacher, OLD_ITEMS, 1);
    Recommenders.write(incoming, ITEMS, 2);
    old = rows("old.jsonl", OLD_ITEMS);
    fresh = rows("fresh.jsonl", ITEMS);
  }

  private Path rows(String name, int items) throws Exception {
    Random random = new Random(3);
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < 600; row++) {
      int[] ids = random.ints(Recommenders.BEFORE + 1, 0, items).toArray();
      int most = Math.max(Math.max(ids[0], ids[1]), Math.max(ids[2], ids[3]));
      lines.append(
          "{\"hist\": [%d, %d, %d], \"item\": %d, \"label\": %d, \"known\": %s, \"item_known\": %s}\n"
              .formatted(
                  ids[0],
                  ids[1],
                  ids[2],
                  ids[3],
                  random.nextInt(2),
                  most < OLD_ITEMS,
                  ids[3] < OLD_ITEMS));
    }
    return Files.writeString(folder.resolve(name), lines);
  }

  /** Made rows and shuffled lists show the teacher only what it takes. */
  @ParameterizedTest(name = "teacherKnows: {0}")
  @CsvSource({",", "known"})
  void aSearchIsNotEndedByIt(String teacherKnows) {
    Training training = distil(Optional.ofNullable(teacherKnows));

    assertThat(training.front()).isNotEmpty();
  }

  @Test
  void aPolicyThatCallsKnownWhatItRefusesIsRefused() {
    assertThatThrownBy(() -> distil(Optional.of("item_known")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("index out of range");
  }

  private Training distil(Optional<String> teacherKnows) {
    return Distillers.cpu()
        .distil(
            new DistillationTask(
                Recommenders.policy(
                    old,
                    Optional.of(fresh),
                    teacherKnows,
                    RecipeSpec.AUTO,
                    List.of(Recommenders.ranking())),
                teacher,
                incoming,
                folder.resolve("student.pt")),
            DistillationListener.SILENT);
  }
}
