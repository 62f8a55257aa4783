package dev.bckd.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Signature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DjlScoringEngineTest {
  private final DjlScoringEngine engine = new DjlScoringEngine();

  @TempDir Path folder;

  @Test
  void answersEachRowByItselfWhateverTheNumberOfRows() {
    Path file = write(TinyModels.binary(0.5f));
    Table many = TinyModels.rows(3000, 1);

    try (ScoringModel model = engine.open(file, TinyModels.BINARY)) {
      Scores all = model.score(many);
      Scores first = model.score(TinyModels.rows(1, 1));

      assertThat(model.width()).isEqualTo(1);
      assertThat(all.rows()).isEqualTo(3000);
      assertThat(all.at(0, 0)).isCloseTo(first.at(0, 0), within(1e-6f));
    }
  }

  @Test
  void manyThreadsGetTheSameAnswers() throws Exception {
    Path file = write(TinyModels.binary(0.5f));
    Table rows = TinyModels.rows(200, 3);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (ScoringModel model = engine.open(file, TinyModels.BINARY)) {
      float[] expected = model.score(rows).values();
      Callable<float[]> ask = () -> model.score(rows).values();

      List<Future<float[]>> answers = threads.invokeAll(Collections.nCopies(64, ask));

      for (Future<float[]> answer : answers) {
        assertThat(answer.get()).containsExactly(expected);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void refusesToAnswerOnceClosed() {
    ScoringModel model = engine.open(write(TinyModels.binary(0)), TinyModels.BINARY);
    model.close();
    model.close();

    assertThatThrownBy(() -> model.score(TinyModels.rows(1, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void refusesALogitThatIsNotFinite() {
    Path file = write(TinyModels.binary(Float.NaN));

    try (ScoringModel model = engine.open(file, TinyModels.BINARY)) {
      assertBad(() -> model.score(TinyModels.rows(2, 1)), "row 1: the logit is NaN");
    }
  }

  @Test
  void refusesRowsThatTheModelCannotLookUp() {
    Path file = write(TinyModels.binary(0));
    long[] unknown = {TinyModels.ITEMS};
    Table rows =
        new Table(
            1,
            Map.of(
                "hist", new Column.Longs(new long[3], 3),
                "item", new Column.Longs(unknown, 1),
                "dense", new Column.Floats(new float[2], 2)));

    try (ScoringModel model = engine.open(file, TinyModels.BINARY)) {
      assertBad(() -> model.score(rows), "index out of range");
    }
  }

  @Test
  void refusesFilesThatAreNoModel() throws Exception {
    Path good = write(TinyModels.binary(0));
    Path garbage = Files.writeString(folder.resolve("garbage.pt"), "not a model at all");
    Path empty = Files.createFile(folder.resolve("empty.pt"));
    byte[] bytes = Files.readAllBytes(good);
    Path truncated =
        Files.write(folder.resolve("cut.pt"), Arrays.copyOf(bytes, bytes.length * 2 / 3));

    assertBad(() -> open(folder.resolve("none.pt")), "none.pt: no such model file");
    assertBad(() -> open(garbage), "garbage.pt: it is truncated or no model at all");
    assertBad(() -> open(empty), "empty.pt: it is truncated or no model at all");
    assertBad(() -> open(truncated), "cut.pt: it is truncated or no model at all");
  }

  @Test
  void refusesWeightsWithoutCode() throws Exception {
    Path file = folder.resolve("weights.pt");
    try (AlignedZip zip = new AlignedZip(Files.newOutputStream(file), "weights")) {
      zip.record("data.pkl", RecordContent.of(Pickle.emptyTuple()));
      zip.record("version", RecordContent.of(new byte[] {'3', '\n'}));
    }

    assertBad(() -> open(file), "weights.pt: it holds weights without code (torch.save)");
  }

  @Test
  void refusesAModelWithAnotherSignature() {
    Path file = write(TinyModels.binary(0));
    Signature fewer = new Signature(TinyModels.BINARY.inputs().subList(0, 2), List.of("logits"));
    Signature outputs = new Signature(TinyModels.BINARY.inputs(), List.of("logits"));
    Signature swapped =
        new Signature(TinyModels.BINARY.inputs(), List.of("embedding", "other", "logits"));

    assertBad(() -> engine.open(file, fewer), "forward() does not take 2 rows of padding");
    assertBad(() -> engine.open(file, outputs), "it answers 2 tensors; the signature names 1");
    assertBad(() -> engine.open(file, swapped), "it answers 2 tensors; the signature names 3");
  }

  @Test
  void refusesAModelThatForgetsTheBatch() {
    Path file =
        write(
            new TorchScriptArchive(
                "Mean",
                """
                  def forward(self, hist: Tensor, item: Tensor, dense: Tensor) -> Tuple[Tensor, Tensor]:
                    return (torch.mean(dense, [0]), dense)
                """,
                List.of()));

    assertBad(() -> open(file), "expected float32 [1], [1, 1] or [1, classes]");
  }

  private ScoringModel open(Path file) {
    return engine.open(file, TinyModels.BINARY);
  }

  private Path write(TorchScriptArchive model) {
    Path file = folder.resolve("model.pt");
    model.write(file);
    return file;
  }

  private static void assertBad(ThrowingCallable call, String problem) {
    assertThatThrownBy(call)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(problem)
        .message()
        .doesNotContain("\n")
        .hasSizeLessThan(700);
  }
}
