package dev.bckd.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.Signature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberingEngineTest {
  @TempDir Path home;

  private final Questions.CountingEngine engine = new Questions.CountingEngine();
  private Path model;

  @BeforeEach
  void writeModel() throws Exception {
    model = Files.writeString(home.resolve("model.pt"), "weights");
  }

  /** Asks through a new engine on the same folder and proves that the answer is right. */
  private void ask(Signature signature, Table rows) {
    try (ScoringModel opened = RememberingEngine.in(engine, home).open(model, signature)) {
      assertThat(opened.score(rows).values()).containsExactly(Questions.sums(rows).values());
      assertThat(opened.width()).isEqualTo(1);
    }
  }

  @Test
  void asksOnce() {
    try (ScoringModel opened =
        RememberingEngine.in(engine, home).open(model, Questions.SIGNATURE)) {
      opened.score(Questions.rows());
      opened.score(Questions.rows());
    }

    assertThat(engine.asked()).isEqualTo(1);
    assertThat(home.resolve("cache").resolve("answers")).isNotEmptyDirectory();
  }

  @Test
  void asksOnceAlsoAfterARestart() {
    ask(Questions.SIGNATURE, Questions.rows());
    ask(Questions.SIGNATURE, Questions.rows());

    assertThat(engine.asked()).isEqualTo(1);
  }

  /** Embeddings are no logits, though they are of the same model and rows. */
  @Test
  void asksOnceForEmbeddingsAlsoAfterARestart() {
    Signature both = Questions.signature("logits", "embedding");
    ask(both, Questions.rows());

    for (int start = 0; start < 2; start++) {
      try (ScoringModel opened = RememberingEngine.in(engine, home).open(model, both)) {
        Embeddings embeddings = opened.embeddings(Questions.rows());
        assertThat(embeddings.width()).isEqualTo(2);
        assertThat(embeddings.values())
            .containsExactly(Questions.places(Questions.rows()).values());
      }
    }

    assertThat(engine.asked()).isEqualTo(2);
  }

  @Test
  void asksAnotherModelAtTheSamePlace() throws Exception {
    ask(Questions.SIGNATURE, Questions.rows());
    Files.writeString(model, "other weights");

    ask(Questions.SIGNATURE, Questions.rows());

    assertThat(engine.asked()).isEqualTo(2);
  }

  @Test
  void knowsTheSameModelAtAnotherPlace() throws Exception {
    ask(Questions.SIGNATURE, Questions.rows());
    model = Files.copy(model, home.resolve("copy.pt"));

    ask(Questions.SIGNATURE, Questions.rows());

    assertThat(engine.asked()).isEqualTo(1);
  }

  @Test
  void asksAgainForAnotherSignature() {
    ask(Questions.SIGNATURE, Questions.rows());

    ask(Questions.signature("logits", "embedding"), Questions.rows());

    assertThat(engine.asked()).isEqualTo(2);
  }

  @Test
  void asksAgainForRowsInAnotherOrderOrWithOneOtherValue() {
    Table rows = Questions.rows();
    ask(Questions.SIGNATURE, rows);

    ask(Questions.SIGNATURE, rows.select(new int[] {2, 1, 0}));
    ask(Questions.SIGNATURE, rows.with("ids", new Column.Longs(new long[] {1, 2, 3, 4, 5, 7}, 2)));
    ask(
        Questions.SIGNATURE,
        rows.with("dense", new Column.Floats(new float[] {0.5f, 1.5f, 2.25f}, 1)));

    assertThat(engine.asked()).isEqualTo(4);
  }

  @Test
  void answersWhereTheCacheCannotBeWritten() throws Exception {
    Files.writeString(home.resolve("cache"), "not a folder");

    ask(Questions.SIGNATURE, Questions.rows());
    ask(Questions.SIGNATURE, Questions.rows());

    assertThat(engine.asked()).isEqualTo(2);
  }

  @Test
  void doesNotRememberAModelWithoutFile() {
    model = home.resolve("nowhere.pt");

    ask(Questions.SIGNATURE, Questions.rows());
    ask(Questions.SIGNATURE, Questions.rows());

    assertThat(engine.asked()).isEqualTo(2);
  }

  @Test
  void answersTwoThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (ScoringModel opened =
        RememberingEngine.in(engine, home).open(model, Questions.SIGNATURE)) {
      Callable<Scores> ask = () -> opened.score(Questions.rows());
      for (Future<Scores> answer : threads.invokeAll(List.of(ask, ask, ask, ask))) {
        assertThat(answer.get().values())
            .containsExactly(Questions.sums(Questions.rows()).values());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(engine.asked()).isBetween(1, 2);
  }
}
