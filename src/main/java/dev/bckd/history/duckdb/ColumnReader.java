package dev.bckd.history.duckdb;

import dev.bckd.history.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Collects the values of one field, row by row. */
interface ColumnReader {
  /** The SQL expressions it reads, in order; the same list every time. */
  List<String> select();

  /**
   * Takes the values of the next row.
   *
   * @param row positioned on it
   * @param first index of its first expression, from 1
   * @param number of the row among those read, from 1, for messages
   */
  void read(ResultSet row, int first, int number) throws SQLException;

  /** All values so far. */
  Column column();
}
