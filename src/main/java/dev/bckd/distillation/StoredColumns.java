package dev.bckd.distillation;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.model.BadInputException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Stored logits, from columns of lists.
 *
 * @param stored the columns, of the rows that were read
 * @param rows how many rows there are; those after the stored ones were made and have none
 * @param width logits a row of the incoming model; stored ones may be fewer
 */
record StoredColumns(Table stored, int rows, int width) {
  /**
   * @throws BadInputException if a column's lists are of different lengths or too long
   */
  Map<String, StoredLogits> of(Set<String> names) {
    Map<String, StoredLogits> all = new HashMap<>();
    names.forEach(name -> all.put(name, of(stored.column(name, Column.FloatLists.class), name)));
    return all;
  }

  private StoredLogits of(Column.FloatLists lists, String name) {
    int length = length(lists, name);
    float[] values = new float[Math.multiplyExact(rows, length)];
    boolean[] has = new boolean[rows];
    for (int row = 0; row < lists.rows(); row++) {
      has[row] = lists.length(row) > 0;
      for (int i = 0; i < lists.length(row); i++) {
        values[row * length + i] = lists.at(row, i);
      }
    }
    return new StoredLogits(new Scores(values, length), has);
  }

  /** The one length of all lists that are not empty; 1 if all are. */
  private int length(Column.FloatLists lists, String name) {
    int length = 0;
    for (int row = 0; row < lists.rows(); row++) {
      int here = lists.length(row);
      if (here > 0 && (here > width || (length > 0 && here != length) || (width > 1 && here < 2))) {
        throw new BadInputException(
            "column '" + name + "'",
            "row %d has %d logits; expected %s in every row that has some, at most %d"
                .formatted(row + 1, here, length > 0 ? length : "as many", width));
      }
      length = Math.max(length, here);
    }
    return Math.max(length, 1);
  }
}
