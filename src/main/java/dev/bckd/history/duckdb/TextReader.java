package dev.bckd.history.duckdb;

import dev.bckd.history.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads texts: any scalar as DuckDB writes it. */
final class TextReader implements ColumnReader {
  private final Source source;
  private final List<String> select;
  private final List<String> values = new ArrayList<>();

  /** Groups come again and again; each is kept once. */
  private final Map<String, String> known = new HashMap<>();

  /**
   * @param text an SQL expression of type VARCHAR
   */
  TextReader(Source source, String text) {
    this.source = source;
    this.select = List.of(text);
  }

  @Override
  public List<String> select() {
    return select;
  }

  @Override
  public void read(ResultSet row, int first, int number) throws SQLException {
    String value = row.getString(first);
    if (value == null) {
      throw source.bad(number, "null; expected a value in every row");
    }
    values.add(Objects.requireNonNullElse(known.putIfAbsent(value, value), value));
  }

  @Override
  public Column column() {
    return new Column.Texts(values.toArray(String[]::new));
  }
}
