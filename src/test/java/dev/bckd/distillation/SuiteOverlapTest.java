package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.evaluation.RowsInMemory;
import dev.bckd.history.HistorySource;
import dev.bckd.model.TaskType;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.UpgradePolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuiteOverlapTest {
  private static final RowsInMemory HISTORY =
      rows(List.of(1, 2, 3, 4), List.of(0.5, 1.5, 2.5, 3.5), List.of(0, 1, 0, 1));

  private static RowsInMemory rows(List<?> items, List<?> dense, List<?> labels) {
    return new RowsInMemory(
        Map.of(
            "hist",
            items.stream().map(item -> List.of(7, 8)).toList(),
            "item",
            items,
            "dense",
            dense,
            "label",
            labels));
  }

  private static List<String> remarks(HistorySource suite, RegressionSuite... suites) {
    UpgradePolicy policy =
        Policies.of(TaskType.BINARY, Rows.SIGNATURE, Optional.empty(), List.of(suites));
    History history = new HistoryReader(HISTORY, policy, 2, Set.of()).read();
    return new SuiteOverlap(suite, policy).remarks(history);
  }

  /** Of the five the second has another label, the third another input; the last is there twice. */
  @Test
  void countsRowsOfASuiteThatAreTrainedOn() {
    RowsInMemory suite =
        rows(List.of(1, 2, 3, 4, 4), List.of(0.5, 1.5, 2.25, 3.5, 3.5), List.of(0, 0, 0, 1, 1));

    assertThat(remarks(suite, Policies.labelled(), Policies.ranking("item")))
        .containsExactly(
            "suite: 3 of its 5 rows are rows of the history too, by inputs and label; a student is"
                + " judged there on what it was trained on");
  }

  @Test
  void saysNothingOfASuiteThatIsHeldOut() {
    RowsInMemory suite = rows(List.of(9, 2), List.of(0.5, 0.5), List.of(0, 1));

    assertThat(remarks(suite, Policies.labelled())).isEmpty();
  }
}
