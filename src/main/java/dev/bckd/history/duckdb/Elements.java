package dev.bckd.history.duckdb;

import java.util.ArrayList;
import java.util.List;

/**
 * The SQL expressions for the elements of one input: for a list its length and then as many
 * elements as the input is wide, so that the driver hands out primitive values.
 *
 * @param source the column
 * @param sqlType what each element is cast to
 * @param width elements a row
 * @param list whether the column holds lists
 */
record Elements(Source source, String sqlType, int width, boolean list) {
  List<String> select() {
    List<String> expressions = new ArrayList<>();
    if (!list) {
      expressions.add("CAST(%s AS %s)".formatted(source.sql(), sqlType));
      return expressions;
    }
    expressions.add("CAST(len(%s) AS BIGINT)".formatted(source.sql()));
    for (int i = 1; i <= width; i++) {
      expressions.add("CAST(%s[%d] AS %s)".formatted(source.sql(), i, sqlType));
    }
    return expressions;
  }

  /** How many elements a row gives; the rest is padding. */
  int checkedLength(long length, int row) {
    if (length > width) {
      throw source.bad(row, "a list of " + length + "; the input takes " + width);
    }
    return (int) length;
  }
}
