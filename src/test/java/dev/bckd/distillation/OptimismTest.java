package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A thousand historical rows, then a thousand new ones, all of label 1. The teacher is right on
 * nine of ten of the former and on seven of ten of the latter, the incoming model on half and on
 * eight of ten.
 */
class OptimismTest {
  private static final int HALF = 1000;
  private static final int ROWS = 2 * HALF;
  private static final Pattern FIGURES =
      Pattern.compile("(.*): (\\S+) points \\[(\\S+), (\\S+)\\] more, for it was trained on (.*)");

  private static Optimism optimism(
      IntPredicate known, IntPredicate unseen, IntUnaryOperator contents) {
    int[] like = IntStream.range(0, ROWS).map(contents).toArray();
    Table inputs = Rows.distinct(ROWS).select(like);
    History history = Rows.history(inputs);
    boolean[] asked = new boolean[ROWS];
    float[] teacher = new float[ROWS];
    float[] incoming = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      boolean old = row < HALF;
      history.old()[row] = old;
      history.unseen()[row] = unseen.test(row);
      asked[row] = known.test(row);
      teacher[row] = row % 10 < (old ? 9 : 7) ? 1 : -1;
      incoming[row] = row % 10 < (old ? 5 : 8) ? 1 : -1;
    }
    return new Optimism(
        new TrainingRows(
            inputs,
            history.labels(),
            history.weights(),
            history.old(),
            asked,
            new Scores(teacher, 1),
            new Scores(incoming, 1)),
        history,
        1);
  }

  private static Matcher figures(String remark) {
    Matcher figures = FIGURES.matcher(remark);
    assertThat(figures.matches()).as(remark).isTrue();
    return figures;
  }

  /** The normal interval of a difference of two shares of different rows. */
  private static void assertIs(String remark, double one, int n, double other, int m) {
    Matcher figures = figures(remark);
    double half = 1.96 * Math.sqrt(one * (1 - one) / n + other * (1 - other) / m);
    assertThat(Double.parseDouble(figures.group(2))).isCloseTo(100 * (one - other), within(1e-9));
    assertThat(Double.parseDouble(figures.group(3)))
        .isCloseTo(100 * (one - other - half), within(half * 8));
    assertThat(Double.parseDouble(figures.group(4)))
        .isCloseTo(100 * (one - other + half), within(half * 8));
  }

  @Test
  void theOtherFileHasTheStrangers() {
    Optimism optimism = optimism(row -> true, row -> false, row -> row);

    String teacher = optimism.remarks().get(0);
    assertThat(teacher)
        .startsWith(
            "the teacher is right on 90.0 % of 1000 rows of history.old and on 70.0 % of 1000 rows"
                + " of history.new that the teacher knows: 20.0 points")
        .endsWith(", or for what else tells the files apart");
    assertIs(teacher, 0.9, HALF, 0.7, HALF);
    assertThat(optimism.remarks().get(1))
        .startsWith(
            "the incoming model is right on 80.0 % of 1000 rows of history.new and on 50.0 % of"
                + " 1000 rows of history.old that the teacher knows: 30.0 points");
    assertIs(optimism.remarks().get(1), 0.8, HALF, 0.5, HALF);
  }

  /** Unseen are two of ten historical rows; the teacher is right on one of them. */
  @Test
  void whereEnoughRowsOfItsFileAreUnseenTheyAreTheStrangers() {
    Optimism optimism = optimism(row -> true, row -> row < HALF && row % 10 >= 8, row -> row);

    assertThat(optimism.remarks().get(0))
        .startsWith(
            "the teacher is right on 100.0 % of 800 rows of history.old and on 50.0 % of 200 unseen"
                + " rows of history.old that the teacher knows: 50.0 points [")
        .endsWith(" more, for it was trained on the former");
    assertIs(optimism.remarks().get(0), 1, 800, 0.5, 200);
    assertThat(optimism.remarks().get(1)).contains("1000 rows of history.old");
  }

  @Test
  void rowsThatTheTeacherDoesNotKnowSayNothing() {
    Optimism optimism = optimism(row -> row < HALF || row % 2 == 0, row -> false, row -> row);

    assertThat(optimism.remarks().get(0)).contains("on 80.0 % of 500 rows of history.new");
  }

  /** All but 199 of the new rows are historical ones once more. */
  @Test
  void rowsOfBothFilesAreNoStrangers() {
    Optimism optimism =
        optimism(
            row -> true, row -> false, row -> row >= HALF && row < ROWS - 199 ? row - HALF : row);

    assertThat(optimism.remarks())
        .containsExactly(
            "how much more the teacher is right on rows that it was trained on cannot be told: of"
                + " rows that the teacher knows there are 1000 of history.old and 199 strangers;"
                + " 200 of each are needed",
            "how much more the incoming model is right on rows that it was trained on cannot be"
                + " told: of rows that the teacher knows there are 1000 of history.new and 199"
                + " strangers; 200 of each are needed");
  }

  @Test
  void theIntervalIsThatOfUsersWhereRowsComeFromThem() {
    Table inputs = Rows.distinct(ROWS);
    History history = Rows.history(inputs);
    float[] answers = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      history.old()[row] = row < HALF;
      history.groups()[row] = "user " + row / 10;
      answers[row] = row / 10 % 10 < 7 ? 1 : -1;
    }
    TrainingRows rows = Rows.answered(history, answers, answers);

    String teacher = new Optimism(rows, history, 1).remarks().get(0);

    Matcher figures = figures(teacher);
    double half = 1.96 * Math.sqrt(2 * 0.7 * 0.3 / 100);
    assertThat(Double.parseDouble(figures.group(3))).isCloseTo(-100 * half, within(1.5));
    assertThat(Double.parseDouble(figures.group(4))).isCloseTo(100 * half, within(1.5));
  }
}
