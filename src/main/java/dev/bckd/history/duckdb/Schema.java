package dev.bckd.history.duckdb;

import dev.bckd.model.BadInputException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The columns of the files.
 *
 * @param place of the rows, for messages
 * @param types DuckDB's name of each column's type, by column
 */
record Schema(String place, Map<String, String> types) {
  static Schema of(Connection database, RowFiles files) throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    try (PreparedStatement describe =
            database.prepareStatement("DESCRIBE SELECT * FROM " + files.tableFunction());
        ResultSet columns = describe.executeQuery()) {
      while (columns.next()) {
        types.put(columns.getString(1), columns.getString(2));
      }
    }
    return new Schema(files.place(), types);
  }

  /**
   * The type of a column.
   *
   * @throws BadInputException if there is none of that name; names those there are, nearest first
   */
  ColumnType type(String column) {
    return ColumnType.of(sqlType(column));
  }

  /**
   * DuckDB's name of a column's type.
   *
   * @throws BadInputException as {@link #type}
   */
  String sqlType(String column) {
    String type = types.get(column);
    if (type == null) {
      throw new BadInputException(
          place,
          "no column '"
              + column
              + "'; there are "
              + String.join(", ", NearestNames.of(column, types.keySet())));
    }
    return type;
  }

  /** The same columns under another place, for messages. */
  Schema at(String otherPlace) {
    return new Schema(otherPlace, types);
  }

  /** Whether there is a column of this name. */
  boolean has(String column) {
    return types.containsKey(column);
  }

  /** A column that cannot feed what it is asked for. */
  BadInputException mismatch(String column, String expected) {
    return new BadInputException(
        place, "column '" + column + "' is " + types.get(column) + "; expected " + expected);
  }
}
