package dev.bckd.distillation;

import dev.bckd.history.Table;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The rows at hand. Arrays have one element a row and are not to be changed.
 *
 * @param inputs the models' inputs
 * @param labels the right answer; {@link TrainingRows#NO_LABEL} where it is not known
 * @param weights sample weights
 * @param old whether a row is of the old tasks
 * @param known whether the teacher knows the row's items
 * @param unseen whether neither model was trained on the row
 * @param stored columns of stored logits, lists that are empty where there are none
 * @param groups the unit of each row that is never split; empty where the row is one
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record History(
    Table inputs,
    int[] labels,
    float[] weights,
    boolean[] old,
    boolean[] known,
    boolean[] unseen,
    Table stored,
    String[] groups) {
  int size() {
    return labels.length;
  }

  boolean labelled(int row) {
    return labels[row] != TrainingRows.NO_LABEL;
  }

  /** The same rows, of which the teacher knows these. */
  History knowing(boolean[] others) {
    return new History(inputs, labels, weights, old, others, unseen, stored, groups);
  }

  /** The same rows, of which neither model was trained on these. */
  History strange(boolean[] others) {
    return new History(inputs, labels, weights, old, known, others, stored, groups);
  }

  /** These rows, then the others. */
  History append(History more) {
    float[] joined = Arrays.copyOf(weights, size() + more.size());
    System.arraycopy(more.weights, 0, joined, size(), more.size());
    return new History(
        inputs.append(more.inputs),
        Stream.of(labels, more.labels).flatMapToInt(Arrays::stream).toArray(),
        joined,
        joined(old, more.old),
        joined(known, more.known),
        joined(unseen, more.unseen),
        stored.append(more.stored),
        Stream.of(groups, more.groups).flatMap(Arrays::stream).toArray(String[]::new));
  }

  private static boolean[] joined(boolean[] first, boolean[] second) {
    boolean[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
