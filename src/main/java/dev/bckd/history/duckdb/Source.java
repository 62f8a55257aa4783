package dev.bckd.history.duckdb;

import dev.bckd.model.BadInputException;

/**
 * The column that a reader reads.
 *
 * @param place the files, for messages
 * @param column its name
 */
record Source(String place, String column) {
  /** The column's name as an SQL identifier. */
  String sql() {
    return '"' + column.replace("\"", "\"\"") + '"';
  }

  /** A value that cannot be used. */
  BadInputException bad(int row, String problem) {
    return new BadInputException(place, "column '" + column + "', row " + row + ": " + problem);
  }
}
