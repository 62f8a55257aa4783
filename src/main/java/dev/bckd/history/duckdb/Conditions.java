package dev.bckd.history.duckdb;

import dev.bckd.model.BadInputException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Takes SQL conditions over the columns of the files.
 *
 * @param place of the rows, for messages
 * @param expressions checks that each is one harmless expression
 */
record Conditions(String place, Expressions expressions) {
  /**
   * The condition as a Boolean expression, ready to be put into a statement.
   *
   * @throws BadInputException if it is no condition or names a column that is not there
   */
  String checked(String condition) {
    try {
      Expressions.Typed typed = expressions.checked(condition);
      if (!typed.type().equals("BOOLEAN")
          && !ColumnType.of(typed.type()).isScalar(ColumnType.Kind.WHOLE)) {
        throw refused(condition, "its type is " + typed.type());
      }
      return "CAST(" + typed.sql() + " AS BOOLEAN)";
    } catch (SQLException e) {
      throw refused(condition, SqlMessages.reason(e));
    }
  }

  /** One expression that is true where all of these are. */
  String all(List<String> conditions) {
    return conditions.isEmpty()
        ? "true"
        : conditions.stream().map(this::checked).collect(Collectors.joining(" AND "));
  }

  private BadInputException refused(String condition, String reason) {
    return new BadInputException(
        place, "expected an SQL condition, got '" + condition + "': " + reason);
  }
}
