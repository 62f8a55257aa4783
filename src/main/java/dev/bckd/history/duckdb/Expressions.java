package dev.bckd.history.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Takes an SQL text only if it is one expression over the columns of the files.
 *
 * <p>A text that parses both bare and in parentheses after {@code SELECT} is a single expression:
 * it can neither close the parentheses it is put into, nor add a clause or a statement. It may call
 * no function that answers differently each time or that does more than answer: with such a one the
 * same suite would judge other rows at the next look.
 */
final class Expressions {
  /** Of a statement's tree: the first volatile function, or else whether it draws a sample. */
  private static final String MORE_THAN_ANSWERS =
      """
      WITH parsed AS (SELECT json_serialize_sql(?::VARCHAR)::JSON AS tree)
      SELECT coalesce(
        (SELECT 'function ' || min(function_name) FROM duckdb_functions()
          WHERE stability = 'VOLATILE' AND function_name IN (
            SELECT lower(unnest(json_extract_string(tree, '$..function_name'))) FROM parsed)),
        (SELECT 'a sample' FROM (SELECT unnest(json_extract(tree, '$..sample')) AS found FROM parsed)
          WHERE json_type(found) = 'OBJECT' LIMIT 1))
      """;

  private final Connection database;
  private final RowFiles files;

  Expressions(Connection database, RowFiles files) {
    this.database = database;
    this.files = files;
  }

  /** An expression in parentheses, and DuckDB's name of its type. */
  record Typed(String sql, String type) {}

  /**
   * The expression, ready to be put into a statement.
   *
   * @throws SQLException if it is none, or names a column that is not there; says what is wrong
   */
  Typed checked(String expression) throws SQLException {
    // The line break ends a comment that the expression may end with.
    String enclosed = "(" + expression + "\n)";
    mustParse("SELECT " + expression);
    mustParse("SELECT " + enclosed);
    mustOnlyAnswer("SELECT " + enclosed);
    return new Typed(enclosed, typeOf(enclosed));
  }

  private String typeOf(String expression) throws SQLException {
    String probe = "DESCRIBE SELECT " + expression + " FROM " + files.tableFunction();
    try (PreparedStatement statement = database.prepareStatement(probe);
        ResultSet described = statement.executeQuery()) {
      described.next();
      return described.getString(2);
    }
  }

  private void mustOnlyAnswer(String sql) throws SQLException {
    try (PreparedStatement calls = database.prepareStatement(MORE_THAN_ANSWERS)) {
      calls.setString(1, sql);
      try (ResultSet found = calls.executeQuery()) {
        found.next();
        String name = found.getString(1);
        if (name != null) {
          throw new SQLException(name + " does not give the same answer each time, or does more");
        }
      }
    }
  }

  private void mustParse(String sql) throws SQLException {
    try (PreparedStatement parse =
        database.prepareStatement(
            "SELECT j ->> 'error' = 'true', j ->> 'error_message'"
                + " FROM (SELECT json_serialize_sql(?::VARCHAR)::JSON AS j)")) {
      parse.setString(1, sql);
      try (ResultSet parsed = parse.executeQuery()) {
        parsed.next();
        if (parsed.getBoolean(1)) {
          throw new SQLException(parsed.getString(2));
        }
      }
    }
  }
}
