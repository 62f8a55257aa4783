package dev.bckd.evaluation;

import java.util.List;

/** A division of the rows by one column, or by two. */
final class Partition {
  private final List<ScanColumn> columns;
  private final int size;
  private final int[] parts;

  /**
   * @param columns one or two
   */
  Partition(List<ScanColumn> columns) {
    this.columns = List.copyOf(columns);
    this.size =
        columns.stream().mapToInt(column -> column.conditions().size()).reduce(1, (a, b) -> a * b);
    this.parts = new int[columns.get(0).rows()];
    for (ScanColumn column : columns) {
      int width = column.conditions().size();
      for (int row = 0; row < parts.length; row++) {
        int own = column.part(row);
        parts[row] = own < 0 || parts[row] < 0 ? -1 : parts[row] * width + own;
      }
    }
  }

  boolean isPair() {
    return columns.size() == 2;
  }

  /** Number of parts. */
  int size() {
    return size;
  }

  int rows() {
    return parts.length;
  }

  /** The part of a row, from 0; -1 where it belongs to none. */
  int part(int row) {
    return parts[row];
  }

  /** The part of one of the columns that a part of this belongs to. */
  int parent(int part, int column) {
    int width = columns.get(columns.size() - 1).conditions().size();
    return !isPair() ? part : column == 0 ? part / width : part % width;
  }

  /** The SQL condition of a part. */
  String where(int part) {
    String first = columns.get(0).conditions().get(parent(part, 0));
    return isPair() ? first + " AND " + columns.get(1).conditions().get(parent(part, 1)) : first;
  }
}
