package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.model.Digest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryLargerThanHeapTest {
  private static final String HEAP = "64m";

  @TempDir Path folder;

  /**
   * The inputs are 195 MiB. What is in no file grows by less than that: it is the heap, and what
   * DuckDB reads with.
   */
  @Test
  void inputsOfThreeTimesTheHeapAreDistilledOn() throws Exception {
    SmallHeap history = new SmallHeap(folder, 400_000, 128);
    history.write();

    SmallHeap.Outcome outcome = history.distil(HEAP);

    assertThat(outcome.exit()).as(outcome.said()).isZero();
    assertThat(Integer.parseInt(outcome.said())).as("MiB in no file").isLessThan(170);
    assertThat(Digest.of(folder.resolve("student.pt")))
        .isNotEqualTo(Digest.of(folder.resolve("incoming.pt")));
    assertThat(folder.resolve("cache").resolve("rows")).isEmptyDirectory();
  }

  @Test
  void rowsThatAreTooManyEvenSoAreRefusedInOneLine() throws Exception {
    SmallHeap history = new SmallHeap(folder, 3_000_000, 1);
    history.write();

    SmallHeap.Outcome outcome = history.distil(HEAP);

    assertThat(outcome.exit()).as(outcome.said()).isEqualTo(3);
    assertThat(outcome.said())
        .startsWith("policy.yaml: spec.history: so many rows do not fit in ")
        .contains("MiB of Java heap", "BCKD_JAVA_OPTS=-Xmx");
  }
}
