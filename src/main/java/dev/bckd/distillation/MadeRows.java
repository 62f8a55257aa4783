package dev.bckd.distillation;

import dev.bckd.history.Table;
import java.util.Arrays;
import java.util.Map;

/** Rows that were made, as history: without label, of no old task. */
final class MadeRows {
  private MadeRows() {}

  /**
   * @param inputs that the teacher knows
   */
  static History of(Table inputs) {
    int count = inputs.rows();
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
