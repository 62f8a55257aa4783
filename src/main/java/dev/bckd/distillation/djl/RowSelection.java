package dev.bckd.distillation.djl;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Some rows of a table, with the columns of a model's inputs only. */
final class RowSelection {
  private RowSelection() {}

  /**
   * @param rows indices into the table, in the order wanted
   */
  static Table of(Table table, Signature signature, int[] rows) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (TensorSpec spec : signature.inputs()) {
      columns.put(
          spec.name(),
          spec.type() == ElementType.INT64
              ? longs(table.column(spec.name(), Column.Longs.class), rows)
              : floats(table.column(spec.name(), Column.Floats.class), rows));
    }
    return new Table(rows.length, columns);
  }

  private static Column longs(Column.Longs column, int[] rows) {
    int width = column.width();
    long[] values = new long[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(column.values(), rows[i] * width, values, i * width, width);
    }
    return new Column.Longs(values, width);
  }

  private static Column floats(Column.Floats column, int[] rows) {
    int width = column.width();
    float[] values = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(column.values(), rows[i] * width, values, i * width, width);
    }
    return new Column.Floats(values, width);
  }
}
