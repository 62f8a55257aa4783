package dev.bckd.distillation;

import dev.bckd.policy.DataSet;
import dev.bckd.policy.HistoryPolicy;

/**
 * Where a row of the history was read, for messages.
 *
 * @param files of its data set
 * @param number in the data set, from 1
 */
record HistoryRow(String files, int number) {
  /**
   * The place of a row as {@link HistoryReader} put it: the old ones, the new ones, the unlabelled.
   *
   * @param row from 0
   */
  static HistoryRow of(HistoryPolicy policy, History history, int row) {
    int first = row;
    while (first > 0 && together(history, first - 1, row)) {
      first--;
    }
    DataSet read =
        history.old()[row]
            ? policy.old()
            : (history.labelled(row) ? policy.fresh() : policy.unlabelled()).orElseThrow();
    return new HistoryRow(String.join(", ", read.files()), row - first + 1);
  }

  private static boolean together(History history, int one, int other) {
    return history.old()[one] == history.old()[other]
        && history.labelled(one) == history.labelled(other);
  }
}
