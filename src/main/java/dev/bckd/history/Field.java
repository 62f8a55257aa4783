package dev.bckd.history;

import dev.bckd.model.TensorSpec;

/** What a query asks of each row. The name is the key of the column in the table that answers. */
public sealed interface Field {
  String name();

  /** The rows of one model input: type, shape and padding as the signature declares them. */
  record Input(TensorSpec spec) implements Field {
    @Override
    public String name() {
      return spec.name();
    }
  }

  /** A whole number a row, from a column of any integer type. */
  record Whole(String name, String column) implements Field {}

  /** A real number a row, from a column of any numeric type. */
  record Real(String name, String column) implements Field {}

  /** Whole numbers a row, from a list column or, as a list of one, from an integer column. */
  record WholeList(String name, String column) implements Field {}

  /**
   * Real numbers a row, from a list column or, as a list of one, from a numeric column; none where
   * the column is null, and none on any row where the files have no such column.
   */
  record RealList(String name, String column) implements Field {}

  /** A text a row, from a column of any scalar type. */
  record Text(String name, String column) implements Field {}

  /**
   * A text a row, as {@link Text}; empty where the column is null, and on every row where the files
   * have no such column.
   */
  record TextIfAny(String name, String column) implements Field {}

  /** Whether the row meets an SQL condition. */
  record Condition(String name, String where) implements Field {}
}
