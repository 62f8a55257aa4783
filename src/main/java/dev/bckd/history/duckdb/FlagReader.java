package dev.bckd.history.duckdb;

import dev.bckd.history.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;

/** Reads whether each row meets a condition; null is no. */
final class FlagReader implements ColumnReader {
  private final List<String> select;
  private final BitSet met = new BitSet();
  private int rows;

  /**
   * @param condition a checked Boolean expression
   */
  FlagReader(String condition) {
    this.select = List.of("COALESCE(" + condition + ", false)");
  }

  @Override
  public List<String> select() {
    return select;
  }

  @Override
  public void read(ResultSet row, int first, int number) throws SQLException {
    met.set(rows++, row.getBoolean(first));
  }

  @Override
  public Column column() {
    boolean[] values = new boolean[rows];
    met.stream().forEach(row -> values[row] = true);
    return new Column.Flags(values);
  }
}
