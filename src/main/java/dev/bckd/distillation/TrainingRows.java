package dev.bckd.distillation;

import dev.bckd.distillation.recipe.CandidateLists;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Rows to train on, and what the models answer to them. Arrays are not copied and not to be
 * changed.
 *
 * @param inputs the models' inputs
 * @param labels the right answer of each row; {@link #NO_LABEL} where it is not known
 * @param weights sample weight of each row, not negative
 * @param old whether a row is of the old tasks: by the file it comes from, or, where the incoming
 *     model has further classes, by its class
 * @param asked whether the teacher can be asked about the row: it knows the row's items, and the
 *     row's class if the row has a label
 * @param teacher the teacher's logits; without meaning on rows that it was not asked about
 * @param incoming the incoming model's logits
 * @param more what only some recipes look at
 * @param lists which rows are candidates of one request
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
public record TrainingRows(
    Table inputs,
    int[] labels,
    float[] weights,
    boolean[] old,
    boolean[] asked,
    Scores teacher,
    Scores incoming,
    MoreAnswers more,
    CandidateLists lists) {
  /** In place of a label. */
  public static final int NO_LABEL = -1;

  /** What every recipe needs. */
  public TrainingRows(
      Table inputs,
      int[] labels,
      float[] weights,
      boolean[] old,
      boolean[] asked,
      Scores teacher,
      Scores incoming) {
    this(
        inputs,
        labels,
        weights,
        old,
        asked,
        teacher,
        incoming,
        MoreAnswers.NONE,
        CandidateLists.NONE);
  }

  /** The same rows with further answers. */
  public TrainingRows with(MoreAnswers answers) {
    return new TrainingRows(inputs, labels, weights, old, asked, teacher, incoming, answers, lists);
  }

  /** The same rows with another incoming model's answers. */
  TrainingRows answered(Scores other) {
    return new TrainingRows(inputs, labels, weights, old, asked, teacher, other, more, lists);
  }

  /** The same rows, the last of which come in lists. */
  public TrainingRows in(CandidateLists candidates) {
    return new TrainingRows(
        inputs, labels, weights, old, asked, teacher, incoming, more, candidates);
  }

  /** These rows, then the others, with what every recipe needs. */
  TrainingRows append(TrainingRows more) {
    float[] joined = Arrays.copyOf(weights, size() + more.size());
    System.arraycopy(more.weights, 0, joined, size(), more.size());
    return new TrainingRows(
        inputs.append(more.inputs),
        Stream.of(labels, more.labels).flatMapToInt(Arrays::stream).toArray(),
        joined,
        joined(old, more.old),
        joined(asked, more.asked),
        teacher.append(more.teacher),
        incoming.append(more.incoming));
  }

  private static boolean[] joined(boolean[] first, boolean[] second) {
    boolean[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Number of rows. */
  public int size() {
    return labels.length;
  }

  /** Whether a row has a label. */
  public boolean labelled(int row) {
    return labels[row] != NO_LABEL;
  }

  /** Whether the teacher was asked about a row and its decision is the label. */
  public boolean teacherRight(int row) {
    return asked[row] && labelled(row) && teacher.decision(row) == labels[row];
  }
}
