package dev.bckd.history.duckdb;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** What DuckDB says, without the generated SQL it quotes. */
final class SqlMessages {
  /** Where the message begins to show the statement. */
  private static final Pattern QUOTED_STATEMENT = Pattern.compile("\\R+\\s*LINE \\d+:");

  private static final Pattern CATEGORY = Pattern.compile("^[A-Z][A-Za-z ]* Error: ");
  private static final int LONGEST = 300;

  private SqlMessages() {}

  static String reason(SQLException e) {
    return reason(String.valueOf(e.getMessage()));
  }

  static String reason(String message) {
    String said = QUOTED_STATEMENT.split(message, 2)[0].strip();
    said = CATEGORY.matcher(said).replaceFirst("");
    return said.length() <= LONGEST ? said : said.substring(0, LONGEST) + "…";
  }
}
