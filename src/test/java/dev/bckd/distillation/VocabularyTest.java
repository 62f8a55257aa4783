package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.history.Table;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
  @ParameterizedTest(name = "in {0} rows")
  @ValueSource(ints = {1, 2, 50})
  void doesNotKnowWhatItTakesForAnIdOutOfRange(int rows) {
    Vocabulary vocabulary = new Vocabulary(ToyModel.mapping(10), "item");

    boolean[] known = vocabulary.knows(new long[] {0, 1, 9, 10, 11, 400_000}, rows(rows));

    assertThat(known).containsExactly(false, true, true, true, false, false);
  }

  @Test
  void knowsWhateverItAnswersIfItRefusesTheRest() {
    Vocabulary vocabulary = new Vocabulary(ToyModel.refusing(10), "item");

    boolean[] known = vocabulary.knows(new long[] {0, 5, 10}, rows(4));

    assertThat(known).containsExactly(true, true, true);
  }

  /** Where the list is all zeros every item is answered alike. */
  @Test
  void triesMoreThanOneRow() {
    Vocabulary vocabulary = new Vocabulary(ToyModel.mapping(10), "item");
    Table rows =
        Rows.table(new long[] {0, 0, 0, 0, 1, 1}, new long[] {3, 3, 3}, new float[] {1, 2, 3});

    assertThat(vocabulary.knows(new long[] {0, 5}, rows)).containsExactly(false, true);
    assertThat(vocabulary.knows(new long[] {0, 5}, rows.select(new int[] {0, 1})))
        .containsExactly(false, false);
  }

  private static Table rows(int rows) {
    long[] hist = new long[2 * rows];
    Arrays.fill(hist, 1);
    return Rows.table(hist, new long[rows], new float[rows]);
  }
}
