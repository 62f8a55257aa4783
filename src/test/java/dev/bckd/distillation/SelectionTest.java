package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.model.TaskType;
import dev.bckd.policy.UpgradePolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A thousand rows that decide, half of them old; of the first so many neither model has seen. */
class SelectionTest {
  private static final int ROWS = 1000;

  private static Selection selection(int unseen) {
    UpgradePolicy policy =
        Policies.unseen(Policies.of(TaskType.BINARY, Rows.SIGNATURE, Optional.empty(), List.of()));
    Table inputs = Rows.distinct(ROWS);
    History history = Rows.history(inputs);
    for (int row = 0; row < ROWS; row++) {
      history.old()[row] = row % 2 == 0;
      history.unseen()[row] = row < unseen;
    }
    float[] right = new float[ROWS];
    Arrays.fill(right, 1);
    float[] incoming = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      incoming[row] = row % 10 == 1 ? -1 : 1;
    }
    TrainingRows rows = Rows.answered(history, right, incoming);
    int[] select = IntStream.range(0, ROWS).toArray();
    return new Selection(
        rows,
        history,
        new Split(select, select),
        new AlteredRows(new Probe.Masked(0.6, 0.06), history.known(), policy));
  }

  /** Answers that are right where the row says so; its number is its item. */
  private static Function<Table, Scores> right(IntPredicate rows) {
    return table -> {
      long[] items = table.column("item", Column.Longs.class).values();
      float[] logits = new float[items.length];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = rows.test((int) items[i]) ? 1 : -1;
      }
      return new Scores(logits, 1);
    };
  }

  private static Standing standing(Selection selection, IntPredicate right) {
    Selection.Exam bar = selection.ask(right(row -> true));
    return selection.standing(selection.ask(right(right)), new Bar(bar, bar, selection.margins()));
  }

  private static List<Double> accuracies(Standing standing) {
    return standing.differences().stream()
        .filter(difference -> difference.metric().equals("accuracy"))
        .map(difference -> difference.estimate().interval().estimate())
        .toList();
  }

  @Test
  void whereEnoughRowsAreUnseenTheyAloneDecide() {
    Selection selection = selection(400);

    assertThat(selection.oldRows()).isEqualTo(200);
    assertThat(selection.newRows()).isEqualTo(200);
    assertThat(selection.margins()).isEqualTo(Margins.ofBoth(0.003));
    Standing forgetful = standing(selection, row -> row < 400);
    assertThat(forgetful.negativeFlips().interval().estimate()).isZero();
    assertThat(accuracies(forgetful)).containsExactly(0.0, 0.0);
    Standing poor = standing(selection, row -> row >= 40);
    assertThat(poor.negativeFlips().interval().estimate()).isEqualTo(0.1);
    assertThat(accuracies(poor)).containsExactly(-0.1, -0.1);
  }

  /** Each new row is then altered three times. */
  @Test
  void fewerUnseenRowsDecideNothingAlone() {
    Selection selection = selection(398);

    assertThat(selection.oldRows()).isEqualTo(500);
    assertThat(selection.newRows()).isEqualTo(1500);
    assertThat(selection.margins()).isEqualTo(Margins.ofAccuracy(0.06));
    Standing standing = standing(selection, row -> row < 400);
    assertThat(standing.negativeFlips().interval().estimate()).isEqualTo(0.6);
    assertThat(accuracies(standing)).containsExactly(-0.6, -0.6);
  }

  @Test
  void saysThatTooFewRowsAreUnseenToDecideAlone() {
    assertThat(selection(398).remarks())
        .containsExactly(
            "history.unseen marks 199 of the old rows that could decide, and fewer than 200 decide"
                + " nothing alone: rows that a model was trained on decide beside them",
            "history.unseen marks 199 of the new rows that could decide, and fewer than 200 decide"
                + " nothing alone: rows that a model was trained on decide beside them");
    assertThat(selection(399).remarks())
        .hasSize(1)
        .allMatch(line -> line.contains("199 of the new"));
    assertThat(selection(400).remarks()).isEmpty();
  }

  /** The incoming model is wrong on every tenth row, all of them new: on a fifth of those. */
  @Test
  void tellsTheBarBesideWhatModelsSayThatKnowTheRows() {
    Selection selection = selection(0);
    Selection.Exam control = selection.ask(right(row -> row % 4 != 0));
    Selection.Exam incoming = selection.ask(right(row -> row % 20 >= 5));

    assertThat(selection.inWords(new Bar(control, incoming, Margins.ofAccuracy(0.06))))
        .isEqualTo(
            "the bar on old rows is the control's 50.0 %, to which they are strangers; the teacher"
                + " is right on 100.0 % of them (+50.0 points); on new rows it is the incoming"
                + " model's 80.0 % on what is asked there, less 6.0 points; of these rows as they"
                + " are it is right on 80.0 % (+0.0 points)");
  }
}
