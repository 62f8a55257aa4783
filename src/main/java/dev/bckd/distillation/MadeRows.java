package dev.bckd.distillation;

import dev.bckd.history.Table;
import java.util.Arrays;
import java.util.Map;

/** Rows that were made of a catalogue, as history: without label, of no old task. */
final class MadeRows {
  private MadeRows() {}

  /**
   * @param catalogue its items; all are known to the teacher
   * @param requests indices of rows whose other inputs are taken
   * @param count how many to make
   */
  static History of(Catalogue catalogue, History history, int[] requests, int count, long seed) {
    Table inputs = catalogue.make(history.inputs(), requests, count, seed);
    int[] labels = new int[count];
    Arrays.fill(labels, TrainingRows.NO_LABEL);
    float[] weights = new float[count];
    Arrays.fill(weights, 1);
    boolean[] known = new boolean[count];
    Arrays.fill(known, true);
    String[] groups = new String[count];
    Arrays.fill(groups, "");
    return new History(
        inputs,
        labels,
        weights,
        new boolean[count],
        known,
        new boolean[count],
        new Table(count, Map.of()),
        groups);
  }
}
