package dev.bckd.history.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads some rows as text, whatever their columns hold.
 *
 * @param files where they are
 * @param schema the columns
 * @param where a checked condition
 */
record RowPrinter(RowFiles files, Schema schema, String where) {
  /** Elements that are shown of a list. */
  private static final int LONGEST_LIST = 12;

  /** Characters that are shown of a text. */
  private static final int LONGEST_TEXT = 300;

  private static final String NUMBER = "\"@bckd row\"";

  /** The columns of rows, by the rows' numbers from 0. */
  Map<Integer, Map<String, String>> read(Connection database, Set<Integer> rows)
      throws SQLException {
    List<String> columns = new ArrayList<>(schema.types().keySet());
    Map<Integer, Map<String, String>> read = new LinkedHashMap<>();
    try (PreparedStatement statement = database.prepareStatement(select(columns, rows));
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          texts.put(columns.get(i), shortened(String.valueOf(result.getString(i + 2))));
        }
        read.put(Math.toIntExact(result.getLong(1)), texts);
      }
    }
    return read;
  }

  private String select(List<String> columns, Set<Integer> rows) {
    String texts = columns.stream().map(this::text).collect(Collectors.joining(", "));
    String numbers = rows.stream().map(String::valueOf).collect(Collectors.joining(", "));
    // Rows are numbered as they are read: DuckDB keeps the order of the files and within them.
    return "SELECT %s, %s FROM (SELECT row_number() OVER () - 1 AS %s, * FROM %s WHERE %s) WHERE %s IN (%s)"
        .formatted(NUMBER, texts, NUMBER, files.tableFunction(), where, NUMBER, numbers);
  }

  private String text(String column) {
    String sql = new Source(files.place(), column).sql();
    if (!schema.type(column).list()) {
      return "left(CAST(%s AS VARCHAR), %d)".formatted(sql, LONGEST_TEXT + 1);
    }
    return "CASE WHEN len(%1$s) > %2$d THEN CAST(%1$s[1:%2$d] AS VARCHAR) || '…' ELSE CAST(%1$s AS VARCHAR) END"
        .formatted(sql, LONGEST_LIST);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}
