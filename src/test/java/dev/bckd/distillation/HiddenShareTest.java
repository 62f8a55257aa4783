package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Lists of ten ids. The incoming model knows a row of the new file if four ids or more are left; of
 * the historical rows it knows a share.
 */
class HiddenShareTest {
  private static final int WIDTH = 10;
  private static final int LEFT = 4;
  private static final Signature SIGNATURE =
      new Signature(
          List.of(new TensorSpec("ids", "ids", ElementType.INT64, List.of(WIDTH), 0)),
          List.of("logits"));

  private static final ScoringModel INCOMING =
      new ScoringModel() {
        @Override
        public Scores score(Table rows) {
          long[] ids = rows.column("ids", Column.Longs.class).values();
          float[] logits = new float[rows.rows()];
          for (int row = 0; row < logits.length; row++) {
            int first = row * WIDTH;
            long left = Arrays.stream(ids, first, first + WIDTH).filter(id -> id != 0).count();
            logits[row] = left >= LEFT ? 1 : -1;
          }
          return new Scores(logits, 1);
        }

        @Override
        public int width() {
          return 1;
        }

        @Override
        public void close() {}
      };

  /** Half of the rows are historical, of which the incoming model knows a share. */
  private static double hidden(int rows, double known) {
    long[] ids = new long[rows * WIDTH];
    Arrays.fill(ids, 7);
    Table inputs = new Table(rows, Map.of("ids", new Column.Longs(ids, WIDTH)));
    History history = Rows.history(inputs);
    float[] answers = new float[rows];
    for (int row = 0; row < rows; row++) {
      boolean old = row % 2 == 0;
      history.old()[row] = old;
      answers[row] = old && row >= known * rows ? -1 : 1;
    }
    boolean[] asked = new boolean[rows];
    Arrays.fill(asked, true);
    TrainingRows all =
        new TrainingRows(
            inputs,
            history.labels(),
            history.weights(),
            history.old(),
            asked,
            new Scores(answers, 1),
            new Scores(answers, 1));
    return new HiddenShare(all, history, 1).of(INCOMING, SIGNATURE);
  }

  /**
   * At least four of ten ids are left with probability 0.618 where 60 % are masked, 0.486 where 65
   * % are, and 0.350 where 70 % are: binomial.
   */
  @Test
  void masksUntilKnownRowsAreAnsweredLikeStrangeOnes() {
    assertThat(hidden(4000, 0.55)).isCloseTo(0.65, within(1e-9));
    assertThat(hidden(4000, 0.42)).isCloseTo(0.7, within(1e-9));
  }

  @Test
  void staysWithinBoundsWhateverTheRowsSay() {
    assertThat(hidden(4000, 1)).isEqualTo(0.5);
    assertThat(hidden(4000, 0)).isEqualTo(0.85);
  }

  @Test
  void takesTheUsualShareWhereRowsAreTooFewToSay() {
    assertThat(hidden(300, 0.55)).isEqualTo(HiddenShare.USUAL);
  }
}
