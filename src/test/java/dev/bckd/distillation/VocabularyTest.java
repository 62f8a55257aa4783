package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
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

  /** A row among many is summed in another order than among few. */
  @Test
  void takesRoundingForNoDifference() {
    Vocabulary vocabulary = new Vocabulary(new Rounding(ToyModel.mapping(10)), "item");

    boolean[] known = vocabulary.knows(new long[] {1, 10, 11, 400_000}, rows(3));

    assertThat(known).containsExactly(true, true, false, false);
  }

  private record Rounding(ToyModel model) implements ScoringModel {
    @Override
    public Scores score(Table rows) {
      float[] logits = model.score(rows).values().clone();
      for (int i = 0; i < logits.length; i++) {
        logits[i] += (float) (1e-7 * rows.rows());
      }
      return new Scores(logits, 1);
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public void close() {}
  }

  private static Table rows(int rows) {
    long[] hist = new long[2 * rows];
    Arrays.fill(hist, 1);
    return Rows.table(hist, new long[rows], new float[rows]);
  }
}
