package dev.bckd.distillation;

import java.util.stream.IntStream;

/**
 * Everything a distillation works on.
 *
 * @param history the rows at hand
 * @param rows the same with the models' answers, and after them the rows that were made
 */
record Material(History history, TrainingRows rows) {
  /** Number of rows that were made. */
  int made() {
    return rows.size() - history.size();
  }

  /** All rows. */
  int[] all() {
    return IntStream.range(0, rows.size()).toArray();
  }

  /** Some rows of the history, and all that were made. */
  int[] with(int[] some) {
    return IntStream.concat(IntStream.of(some), IntStream.range(history.size(), rows.size()))
        .toArray();
  }
}
