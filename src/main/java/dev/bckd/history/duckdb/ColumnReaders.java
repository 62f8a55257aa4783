package dev.bckd.history.duckdb;

import dev.bckd.history.Field;
import dev.bckd.history.Spill;
import dev.bckd.model.ElementType;
import dev.bckd.model.TensorSpec;

/** Chooses the reader of a field, if the column can feed it. */
final class ColumnReaders {
  private ColumnReaders() {}

  /**
   * @param spill where columns go that are too large for the heap
   * @throws dev.bckd.model.BadInputException if the column is missing or of a type that does not
   *     widen to what the field asks for; names both
   */
  static ColumnReader of(Field field, Schema schema, Conditions conditions, Spill spill) {
    if (field instanceof Field.Input input) {
      return input(input.spec(), schema, spill);
    }
    if (field instanceof Field.Whole whole) {
      return whole(whole.column(), schema, spill);
    }
    if (field instanceof Field.Real real) {
      return real(real.column(), schema, spill);
    }
    if (field instanceof Field.WholeList list) {
      return list(list.column(), schema);
    }
    if (field instanceof Field.RealList list) {
      return reals(list.column(), schema);
    }
    if (field instanceof Field.Text text) {
      return new TextReader(new Source(schema.place(), text.column()), text(text.column(), schema));
    }
    if (field instanceof Field.TextIfAny text) {
      return textIfAny(text.column(), schema);
    }
    if (field instanceof Field.Condition condition) {
      return new FlagReader(conditions.checked(condition.where()));
    }
    throw new IllegalStateException("no reader for " + field);
  }

  private static ColumnReader input(TensorSpec spec, Schema schema, Spill spill) {
    ColumnType type = schema.type(spec.column());
    boolean whole = spec.type() == ElementType.INT64;
    boolean fits =
        type.kind() == (whole ? ColumnType.Kind.WHOLE : ColumnType.Kind.REAL)
            && (type.list() ? !spec.shape().isEmpty() : spec.width() == 1);
    if (!fits) {
      String elements = whole ? "whole numbers" : "FLOAT, DOUBLE or DECIMAL";
      throw schema.mismatch(
          spec.column(),
          "%s%s for input '%s' (%s %s)"
              .formatted(
                  spec.shape().isEmpty() ? "" : "a list of ",
                  elements,
                  spec.name(),
                  spec.type().label(),
                  spec.shape()));
    }
    Source source = new Source(schema.place(), spec.column());
    Elements elements =
        new Elements(source, whole ? "BIGINT" : "DOUBLE", spec.width(), type.list());
    return whole
        ? new WholeReader(elements, spec.pad(), spill)
        : new RealReader(elements, spec.pad(), spill);
  }

  private static ColumnReader whole(String column, Schema schema, Spill spill) {
    if (!schema.type(column).isScalar(ColumnType.Kind.WHOLE)) {
      throw schema.mismatch(column, "a whole number a row");
    }
    Source source = new Source(schema.place(), column);
    return new WholeReader(new Elements(source, "BIGINT", 1, false), 0, spill);
  }

  private static ColumnReader real(String column, Schema schema, Spill spill) {
    if (!schema.type(column).isNumber()) {
      throw schema.mismatch(column, "a number a row");
    }
    Source source = new Source(schema.place(), column);
    return new RealReader(new Elements(source, "DOUBLE", 1, false), 0, spill);
  }

  private static ColumnReader list(String column, Schema schema) {
    ColumnType type = schema.type(column);
    if (type.kind() != ColumnType.Kind.WHOLE) {
      throw schema.mismatch(column, "a list of whole numbers, or one whole number, a row");
    }
    return new ListReader(new Source(schema.place(), column), type);
  }

  private static ColumnReader reals(String column, Schema schema) {
    if (!schema.has(column)) {
      return new RealListReader(new Source(schema.place(), column), "CAST(NULL AS DOUBLE[])");
    }
    ColumnType type = schema.type(column);
    if (!new ColumnType(type.kind(), false).isNumber()) {
      throw schema.mismatch(column, "a list of numbers, or one number, a row");
    }
    Source source = new Source(schema.place(), column);
    String sql = source.sql();
    String list =
        type.list() ? sql : "CASE WHEN %s IS NULL THEN NULL ELSE [%s] END".formatted(sql, sql);
    return new RealListReader(source, "CAST(" + list + " AS DOUBLE[])");
  }

  private static ColumnReader textIfAny(String column, Schema schema) {
    String text = schema.has(column) ? text(column, schema) : "NULL";
    return new TextReader(new Source(schema.place(), column), "coalesce(" + text + ", '')");
  }

  private static String text(String column, Schema schema) {
    ColumnType type = schema.type(column);
    if (type.list() || type.kind() == ColumnType.Kind.NESTED) {
      throw schema.mismatch(column, "a single value a row");
    }
    return "CAST(" + new Source(schema.place(), column).sql() + " AS VARCHAR)";
  }
}
