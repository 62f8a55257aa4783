package dev.bckd.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bckd.history.Table;
import dev.bckd.inference.ScoringModel;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.inference.djl.TinyModels;
import dev.bckd.inference.process.ChildScoringEngine;
import dev.bckd.model.BadInputException;
import dev.bckd.model.UnavailableException;
import dev.bckd.process.ChildLimits;
import dev.bckd.process.ChildSpec;
import dev.bckd.process.Children;
import dev.bckd.process.Isolation;
import dev.bckd.testing.HostileModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models in real children. */
class ServingWorkerTest {
  private static final Path HOME = Path.of("target", "worker-home").toAbsolutePath();
  private static final Table ROWS = TinyModels.rows(50, 3);

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void writeAModel() {
    model = folder.resolve("model.pt");
    TinyModels.binary(0.5f).write(model);
  }

  @Test
  void answersAsInThisProcess() {
    float[] expected;
    try (ScoringModel here = new DjlScoringEngine().open(model, TinyModels.BINARY)) {
      expected = here.score(ROWS).values();
      try (ScoringModel there = engine(Duration.ofMinutes(2)).open(model, TinyModels.BINARY)) {
        assertThat(there.width()).isEqualTo(1);
        assertThat(there.score(ROWS).values()).containsExactly(expected);
        assertThat(there.embeddings(ROWS).values()).containsExactly(here.embeddings(ROWS).values());
        assertThat(
                IntStream.range(0, 64)
                    .parallel()
                    .mapToObj(i -> there.score(TinyModels.rows(1 + i, 3)).values())
                    .allMatch(some -> some[0] == expected[0]))
            .isTrue();
        assertThatThrownBy(() -> there.score(ROWS.only(List.of("item"))))
            .isInstanceOf(BadInputException.class)
            .hasMessage("input 'hist': the rows have no such column");
      }
    }
    await().until(() -> children().isEmpty());
  }

  @Test
  void refusesAFileThatIsNoModelAsThisProcessDoes() throws IOException {
    Files.writeString(model, "no model");

    assertThatThrownBy(() -> engine(Duration.ofMinutes(2)).open(model, TinyModels.BINARY))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(model + ": ");
  }

  @Test
  void oneThatIsKilledComesBackWhileTheOtherAnswers() {
    ChildScoringEngine engine = engine(Duration.ofMinutes(2));
    try (ScoringModel other = engine.open(model, TinyModels.BINARY)) {
      Set<Long> others = children();
      try (ScoringModel killed = engine.open(model, TinyModels.BINARY)) {
        float[] before = killed.score(ROWS).values();
        children().stream()
            .filter(child -> !others.contains(child))
            .forEach(child -> ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly));

        assertThat(other.score(ROWS).values()).containsExactly(before);
        await()
            .atMost(Duration.ofMinutes(1))
            .ignoreExceptionsInstanceOf(UnavailableException.class)
            .untilAsserted(() -> assertThat(killed.score(ROWS).values()).containsExactly(before));
        assertThat(children()).hasSize(2).containsAll(others);
      }
    }
  }

  @Test
  void oneThatNeverAnswersIsEndedAndSaysSo() {
    HostileModels.endlessFor(50, model);
    try (ScoringModel stuck = engine(Duration.ofSeconds(8)).open(model, TinyModels.BINARY)) {
      assertThatThrownBy(() -> stuck.score(ROWS)).isInstanceOf(UnavailableException.class);

      await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptionsInstanceOf(UnavailableException.class)
          .untilAsserted(() -> assertThat(stuck.score(TinyModels.rows(3, 1)).rows()).isEqualTo(3));
    }
  }

  private ChildScoringEngine engine(Duration limit) {
    return new ChildScoringEngine(
        new PreparedChildren(new Children(Isolation.AUTO, line -> {}), HOME),
        new ChildSpec(
            ServingWorker.class.getName(),
            ChildLimits.ofHeap(64L << 20),
            folder.resolve("work"),
            List.of(),
            List.of("-Dbckd.home=" + HOME, "-XX:TieredStopAtLevel=1")),
        limit);
  }

  private static Set<Long> children() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }
}
