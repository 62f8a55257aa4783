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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lists of ten times the same id, which says how many must be left for the incoming model to be
 * right. Whole, it knows a share of the historical rows.
 */
class MaskedProbeTest {
  private static final int WIDTH = 10;
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
            long[] left = Arrays.stream(ids, first, first + WIDTH).filter(id -> id != 0).toArray();
            logits[row] = left.length > 0 && left.length >= left[0] ? 1 : -1;
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

  /** All rows have classes that the teacher has. */
  private static Probe.Masked found(int rows, double known) {
    return found(rows, known, rows);
  }

  /**
   * Half of the rows are historical, of which the incoming model knows a share.
   *
   * @param further the first of the rows of classes that the teacher lacks
   */
  private static Probe.Masked found(int rows, double known, int further) {
    long[] ids = new long[rows * WIDTH];
    for (int i = 0; i < ids.length; i++) {
      int row = i / WIDTH;
      ids[i] = row >= further ? 2 : row % 2 == 0 ? 6 : 4;
    }
    Table inputs = new Table(rows, Map.of("ids", new Column.Longs(ids, WIDTH)));
    History history = Rows.history(inputs);
    float[] answers = new float[rows];
    for (int row = 0; row < rows; row++) {
      boolean old = row % 2 == 0 && row < further;
      history.old()[row] = old;
      answers[row] = old && row >= known * rows ? -1 : 1;
    }
    boolean[] asked = new boolean[rows];
    Arrays.fill(asked, 0, further, true);
    TrainingRows all =
        new TrainingRows(
            inputs,
            history.labels(),
            history.weights(),
            history.old(),
            asked,
            further < rows ? new Scores(new float[2 * rows], 2) : new Scores(answers, 1),
            new Scores(answers, 1));
    return new MaskedProbe(all, history, INCOMING, SIGNATURE, 1).find();
  }

  /**
   * At least four of ten ids are left with probability 0.618 where 60 % are masked, 0.486 where 65
   * % are, and 0.350 where 70 % are: binomial.
   */
  @Test
  void masksUntilKnownRowsAreAnsweredLikeStrangeOnes() {
    assertThat(found(4000, 0.55).share()).isCloseTo(0.65, within(1e-9));
    assertThat(found(4000, 0.42).share()).isCloseTo(0.7, within(1e-9));
  }

  @Test
  void staysWithinBoundsWhateverTheRowsSay() {
    assertThat(found(4000, 1).share()).isEqualTo(0.5);
    assertThat(found(4000, 0).share()).isEqualTo(0.85);
  }

  @Test
  void takesWhatIsUsualWhereRowsAreTooFewToSay() {
    assertThat(found(300, 0.55)).isEqualTo(MaskedProbe.USUAL);
  }

  @Test
  void keepsTheUsualMarginWhereTheClassesAreTheSame() {
    assertThat(found(4000, 0.55).margin()).isEqualTo(MaskedProbe.USUAL.margin());
  }

  /**
   * 65 % masked, at least four of ten ids are left with probability 0.486, six with 0.095 and two
   * with 0.914. So memory hides 0.432 of the errors, and 0.065 of further rows are known by heart.
   */
  @Test
  void allowsForAllThatIsKnownByHeartAndTwoPointsWhereClassesCompete() {
    assertThat(found(8000, 0.275, 4000).margin()).isCloseTo(0.085, within(0.012));
  }

  /**
   * A model that would be right on a share of strange rows, and knows some rows by heart: of its
   * errors on either kind of class, memory hides the same share.
   */
  @ParameterizedTest
  @CsvSource({"0.5, 0.7, 0.3", "0.45, 0.77, 0.4", "0.6, 0.9, 0.1", "0.5, 0.8, 0"})
  void tellsTheMemoryOfFurtherClassesByThatOfTheOthers(
      double strange, double strangeFurther, double hidden) {
    double familiar = strange + hidden * (1 - strange);
    double further = strangeFurther + hidden * (1 - strangeFurther);

    assertThat(MaskedProbe.memory(familiar, strange, further))
        .isCloseTo(further - strangeFurther, within(1e-12));
  }

  @Test
  void memoryIsNeitherNegativeNorMoreThanAllThatIsKnown() {
    assertThat(MaskedProbe.memory(0.4, 0.5, 0.9)).isZero();
    assertThat(MaskedProbe.memory(1, 0.5, 0.9)).isEqualTo(0.9);
  }
}
