package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.history.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hundred rows with the items 0 to 99. */
class TakenIdsTest {
  private static final Table ROWS = Rows.distinct(100);

  private static boolean[] taken(ToyModel model) {
    return new TakenIds(model, Rows.SIGNATURE).in(ROWS, input -> input.name().equals("item"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 49, 98, 99})
  void findsTheLastIdThatIsTaken(int last) {
    ToyModel model = ToyModel.refusing(last);

    boolean[] taken = taken(model);

    for (int row = 0; row < 100; row++) {
      assertThat(taken[row]).as("item %d", row).isEqualTo(row <= last);
    }
    assertThat(model.rows()).as("first, last and halves of a hundred").isLessThanOrEqualTo(2 + 7);
  }

  @Test
  void aModelThatMapsIdsTakesAllAndIsAskedOnce() {
    ToyModel model = ToyModel.mapping(5);

    assertThat(taken(model)).containsOnly(true);
    assertThat(model.rows()).isEqualTo(1);
  }

  @Test
  void aModelThatRefusesTheLeastIdSaysNothing() {
    assertThat(taken(ToyModel.refusing(-1))).containsOnly(true);
  }

  @Test
  void looksAtNoOtherInput() {
    boolean[] taken =
        new TakenIds(ToyModel.refusing(5), Rows.SIGNATURE)
            .in(ROWS, input -> input.name().equals("hist"));

    assertThat(taken).containsOnly(true);
  }
}
