package dev.bckd.history.duckdb;

import dev.bckd.model.BadInputException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Takes an SQL condition only if it is one expression over the columns of the files.
 *
 * <p>A text that parses both bare and in parentheses after {@code SELECT} is a single expression:
 * it can neither close the parentheses it is put into, nor add a clause or a statement.
 */
final class Conditions {
  private final Connection database;
  private final RowFiles files;

  Conditions(Connection database, RowFiles files) {
    this.database = database;
    this.files = files;
  }

  /**
   * The condition as a Boolean expression, ready to be put into a statement.
   *
   * @throws BadInputException if it is no condition or names a column that is not there
   */
  String checked(String condition) {
    // The line break ends a comment that the condition may end with.
    String enclosed = "(" + condition + "\n)";
    try {
      mustParse(condition, "SELECT " + condition);
      mustParse(condition, "SELECT " + enclosed);
      String type = typeOf(enclosed);
      if (!type.equals("BOOLEAN") && !ColumnType.of(type).isScalar(ColumnType.Kind.WHOLE)) {
        throw refused(condition, "its type is " + type);
      }
    } catch (SQLException e) {
      throw refused(condition, SqlMessages.reason(e));
    }
    return "CAST(" + enclosed + " AS BOOLEAN)";
  }

  private String typeOf(String expression) throws SQLException {
    String probe = "DESCRIBE SELECT " + expression + " FROM " + files.tableFunction();
    try (PreparedStatement statement = database.prepareStatement(probe);
        ResultSet described = statement.executeQuery()) {
      described.next();
      return described.getString(2);
    }
  }

  private void mustParse(String condition, String sql) throws SQLException {
    try (PreparedStatement parse =
        database.prepareStatement(
            "SELECT j ->> 'error' = 'true', j ->> 'error_message'"
                + " FROM (SELECT json_serialize_sql(?::VARCHAR)::JSON AS j)")) {
      parse.setString(1, sql);
      try (ResultSet parsed = parse.executeQuery()) {
        parsed.next();
        if (parsed.getBoolean(1)) {
          throw refused(condition, SqlMessages.reason(String.valueOf(parsed.getString(2))));
        }
      }
    }
  }

  private BadInputException refused(String condition, String reason) {
    return new BadInputException(
        files.place(), "expected an SQL condition, got '" + condition + "': " + reason);
  }
}
