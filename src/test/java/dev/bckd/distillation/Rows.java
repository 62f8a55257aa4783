package dev.bckd.distillation;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Rows of a list of two ids, an item and a number each. */
final class Rows {
  static final Signature SIGNATURE =
      new Signature(
          List.of(
              new TensorSpec("hist", "hist", ElementType.INT64, List.of(2), -1),
              new TensorSpec("item", "item", ElementType.INT64, List.of(), 0),
              new TensorSpec("dense", "dense", ElementType.FLOAT32, List.of(), 0)),
          List.of("logits"));

  private Rows() {}

  /** Rows by chance; few ids make equal ones. */
  static Table random(int rows, int ids, Random random) {
    long[] hist = random.longs(2L * rows, 0, ids).toArray();
    long[] item = random.longs(rows, 0, ids).toArray();
    float[] dense = new float[rows];
    for (int row = 0; row < rows; row++) {
      dense[row] = random.nextInt(2) / 2f;
    }
    return table(hist, item, dense);
  }

  /** Rows of which no two are equal: in row {@code i} are the list {@code (i, i)} and item i. */
  static Table distinct(int rows) {
    long[] hist = new long[2 * rows];
    long[] item = new long[rows];
    float[] dense = new float[rows];
    for (int row = 0; row < rows; row++) {
      hist[2 * row] = row;
      hist[2 * row + 1] = row;
      item[row] = row;
      dense[row] = row;
    }
    return table(hist, item, dense);
  }

  static Table table(long[] hist, long[] item, float[] dense) {
    return new Table(
        item.length,
        Map.of(
            "hist", new Column.Longs(hist, 2),
            "item", new Column.Longs(item, 1),
            "dense", new Column.Floats(dense, 1)));
  }

  /** All of label 1, of the new tasks, known to the teacher, seen, none in a group. */
  static History history(Table inputs) {
    int rows = inputs.rows();
    int[] labels = new int[rows];
    Arrays.fill(labels, 1);
    float[] weights = new float[rows];
    Arrays.fill(weights, 1);
    boolean[] known = new boolean[rows];
    Arrays.fill(known, true);
    String[] groups = new String[rows];
    Arrays.fill(groups, "");
    return new History(
        inputs,
        labels,
        weights,
        new boolean[rows],
        known,
        new boolean[rows],
        new Table(rows, Map.of()),
        groups);
  }

  /**
   * The rows with the answers of a teacher that was asked about all it knows.
   *
   * @param teacher a logit a row
   * @param incoming the incoming model's
   */
  static TrainingRows answered(History history, float[] teacher, float[] incoming) {
    return new TrainingRows(
        history.inputs(),
        history.labels(),
        history.weights(),
        history.old(),
        history.known(),
        new Scores(teacher, 1),
        new Scores(incoming, 1));
  }

  static long[] longs(Table table, String input) {
    return table.column(input, Column.Longs.class).values();
  }

  static float[] floats(Table table, String input) {
    return table.column(input, Column.Floats.class).values();
  }

  /** The inputs of one row. */
  static List<Object> at(Table table, int row) {
    long[] hist = longs(table, "hist");
    return List.of(
        hist[2 * row], hist[2 * row + 1], longs(table, "item")[row], floats(table, "dense")[row]);
  }
}
