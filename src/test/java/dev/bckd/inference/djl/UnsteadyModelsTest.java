package dev.bckd.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.ScoringModel;
import dev.bckd.inference.SteadyEngine;
import dev.bckd.model.BadInputException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models whose answer to a row depends on something else than the row. */
class UnsteadyModelsTest {
  private static final String BATCH_NORM =
      "torch.batch_norm(dense, None, None, None, None, True, 0.1, 1.0e-05, True)";

  private final SteadyEngine engine = new SteadyEngine(new DjlScoringEngine(), UnsteadyCode::in);

  @TempDir private Path folder;

  private ScoringModel open(String first) {
    Path file = folder.resolve("model.pt");
    TinyModels.ranker("    " + first + "\n").write(file);
    return engine.open(file, TinyModels.BINARY);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "dense = torch.dropout(dense, 0.5, True) | asked twice | torch.dropout in code/",
        "dense = torch.add(dense, torch.rand_like(dense)) | asked twice | torch.rand_like in code/",
        "hist = torch.randint(0, 5, [torch.size(item, 0), 3]) | asked twice | torch.randint in"
            + " code/",
        "c = torch.add_(self.b2, 1.) | asked twice | torch.add_ in code/",
        "dense = " + BATCH_NORM + " | alone than among | torch.batch_norm in code/",
        "dense = torch.sub(dense, torch.mean(dense, [0], True)) | alone than among | eval()",
      })
  void isRefusedAsSoonAsItIsOpen(String first, String difference, String reason) {
    assertThatThrownBy(() -> open(first))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("model.pt", difference, reason, "call eval()");
  }

  /** Ids from 10 on are not among those that are made up. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "dense = torch.add(dense, torch.mul(torch.rand_like(dense), torch.gt(torch.max(item), 9)))",
        "dense = torch.add(dense, torch.mul(torch.mean(dense), torch.gt(torch.max(item), 9)))",
      })
  void isRefusedOnTheRowsThatShowIt(String first) {
    try (ScoringModel model = open(first)) {
      assertThat(model.score(rowsOfItem(3)).rows()).isEqualTo(300);

      assertThatThrownBy(() -> open(first).score(rowsOfItem(12)))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll("model.pt", "differently");
      assertThatThrownBy(() -> open(first).embeddings(rowsOfItem(12)))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll("model.pt", "differently");
    }
  }

  /** As long as a single row was all that it was asked about. */
  @Test
  void isStillTriedAfterASingleRow() {
    String first =
        "dense = torch.add(dense, torch.mul(torch.rand_like(dense), torch.gt(torch.max(item), 9)))";
    try (ScoringModel model = open(first)) {
      Table rows = rowsOfItem(12).with("item", new Column.Longs(items(), 1));
      model.score(rows.select(new int[] {0}));

      assertThatThrownBy(() -> model.score(rows)).isInstanceOf(BadInputException.class);
    }
  }

  private static long[] items() {
    long[] items = new long[300];
    for (int row = 1; row < items.length; row++) {
      items[row] = row % TinyModels.ITEMS;
    }
    return items;
  }

  private static Table rowsOfItem(long item) {
    long[] items = new long[300];
    Arrays.fill(items, item);
    return TinyModels.rows(300, 5).with("item", new Column.Longs(items, 1));
  }

  /** Rounded to 8 bits by the largest number of the batch, as weights quantised on the fly are. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "dense = torch.dropout(dense, 0.5, False)",
        "dense = torch.div(torch.round(torch.mul(dense, torch.div(127, torch.max(dense)))),"
            + " torch.div(127, torch.max(dense)))",
        "dense = torch.log(dense)",
      })
  void oneThatIsSteadyIsNot(String first) {
    try (ScoringModel model = open(first)) {
      assertThat(model.score(TinyModels.rows(300, 5)).rows()).isEqualTo(300);
    }
  }

  /** It says itself which rows it does not take. */
  @Test
  void oneThatRefusesRowsIsNot() {
    try (ScoringModel model = open("c = 0")) {
      assertThatThrownBy(() -> model.score(rowsOfItem(TinyModels.ITEMS)))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("rows 1 to 300");
    }
  }
}
