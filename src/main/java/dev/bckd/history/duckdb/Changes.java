package dev.bckd.history.duckdb;

import dev.bckd.history.Change;
import dev.bckd.model.BadInputException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows with new values in some columns, as {@code UPDATE} would set them.
 *
 * @param replaced a list of {@code expression AS column}; empty: rows as they are
 * @param place of the rows read, for messages: where the first change is written, and the files
 */
record Changes(List<String> replaced, String place) {
  /**
   * Checks every change.
   *
   * @throws BadInputException if one names no column, is not one expression over the columns, or of
   *     a type that the column cannot take; names the place of the change
   */
  static Changes checked(List<Change> changes, Schema schema, Expressions expressions) {
    List<String> replaced = new ArrayList<>();
    for (Change change : changes) {
      String type = schema.at(change.where()).sqlType(change.column());
      try {
        Expressions.Typed value = expressions.checked(change.expression());
        if (!value.type().equals(type) && !ColumnType.of(type).takes(ColumnType.of(value.type()))) {
          throw refused(change, type, "its type is " + value.type());
        }
        Source column = new Source(schema.place(), change.column());
        replaced.add("CAST(%s AS %s) AS %s".formatted(value.sql(), type, column.sql()));
      } catch (SQLException e) {
        throw refused(change, type, SqlMessages.reason(e));
      }
    }
    return new Changes(
        replaced,
        changes.isEmpty()
            ? schema.place()
            : changes.get(0).where() + ", changed rows of " + schema.place());
  }

  /** What to select of the rows. */
  String columns() {
    return replaced.isEmpty() ? "*" : "* REPLACE (" + String.join(", ", replaced) + ")";
  }

  private static BadInputException refused(Change change, String type, String reason) {
    return new BadInputException(
        change.where(),
        "expected an SQL expression for column '%s' (%s), got '%s': %s"
            .formatted(change.column(), type, change.expression(), reason));
  }
}
