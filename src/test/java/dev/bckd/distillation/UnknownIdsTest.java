package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.evaluation.RowsInMemory;
import dev.bckd.model.BadInputException;
import dev.bckd.model.TaskType;
import dev.bckd.policy.UpgradePolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Three thousand rows of old tasks, then the same as new ones; item 9,000 is in row 2,500 of each.
 */
class UnknownIdsTest {
  private static final int ROWS = 3000;
  private static final int ODD = 2499;
  private static final RowsInMemory TABLE =
      new RowsInMemory(
          Map.of(
              "hist", numbers(row -> List.of(row % 5, row % 3)),
              "item", numbers(row -> row == ODD ? 9000 : 1 + row % 7),
              "dense", numbers(row -> row),
              "label", numbers(row -> row % 2),
              "item < 5", numbers(row -> row != ODD && row % 7 < 5),
              "item < 9999", numbers(row -> true)));

  private static List<?> numbers(IntFunction<?> value) {
    return IntStream.range(0, ROWS).mapToObj(value).toList();
  }

  private static UpgradePolicy policy(String... teacherKnows) {
    return Policies.of(
        TaskType.BINARY,
        Rows.SIGNATURE,
        Optional.of(teacherKnows).filter(some -> some.length > 0).map(some -> some[0]),
        List.of(Policies.ranking("item")));
  }

  private static Preparation answered(UpgradePolicy policy, ToyModel teacher, ToyModel incoming) {
    Preparation preparation = new Preparation(TABLE, policy, teacher, incoming);
    preparation.with(preparation.all(), 0);
    return preparation;
  }

  @Test
  void anIdBeyondTheIncomingModelsTableIsNamedWithItsRow() {
    assertThatThrownBy(() -> answered(policy(), ToyModel.refusing(7), ToyModel.refusing(7)))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "rows.jsonl: column 'item', row 2500: id 9000, which the incoming model does not take"
                + " (toy: index out of range: 9000)");
  }

  @Test
  void anIdThatThePolicySaysTheTeacherKnowsIsNamedTooWhereItDoesNot() {
    assertThatThrownBy(
            () -> answered(policy("item < 9999"), ToyModel.refusing(7), ToyModel.mapping(7)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            "rows.jsonl: column 'item', row 2500: id 9000, which the teacher does not take");
  }

  @Test
  void rowsOfTheNewTasksAreCountedFromTheirFirst() {
    History history = answered(policy(), ToyModel.refusing(7), ToyModel.mapping(7)).history();

    assertThat(HistoryRow.of(policy().history(), history, 0).number()).isEqualTo(1);
    assertThat(HistoryRow.of(policy().history(), history, ROWS - 1).number()).isEqualTo(ROWS);
    assertThat(HistoryRow.of(policy().history(), history, ROWS).number()).isEqualTo(1);
    assertThat(HistoryRow.of(policy().history(), history, ROWS + ODD).number()).isEqualTo(ODD + 1);
  }

  @Test
  void rowsWithIdsThatAModelDoesNotKnowAreCounted() {
    assertThat(answered(policy(), ToyModel.refusing(7), ToyModel.mapping(7)).remarks())
        .containsExactly(
            "2 of 6000 rows hold ids that the teacher does not know; it is not asked about them",
            "2 of 6000 rows hold items that the incoming model does not know: it answers them like"
                + " one out of range");
    assertThat(answered(policy("item < 5"), ToyModel.mapping(7), ToyModel.mapping(9000)).remarks())
        .containsExactly(
            "1714 of 6000 rows hold ids that the teacher does not know, says teacherKnows; it is"
                + " not asked about them");
  }

  @Test
  void ofModelsThatKnowAllNothingIsSaid() {
    assertThat(answered(policy(), ToyModel.mapping(9000), ToyModel.mapping(9000)).remarks())
        .isEmpty();
  }
}
