package dev.bckd.history;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rows held column by column, in the order they were read. */
public final class Table {
  private final int rows;
  private final Map<String, Column> columns;

  /**
   * @param rows number of rows of every column
   * @param columns by field name
   */
  public Table(int rows, Map<String, Column> columns) {
    this.rows = rows;
    this.columns = new LinkedHashMap<>(columns);
    this.columns.forEach(
        (name, column) -> {
          if (column.rows() != rows) {
            throw new IllegalArgumentException(
                name + " has " + column.rows() + " rows, the table " + rows);
          }
        });
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** All columns, in the order they were read. */
  public Collection<Column> columns() {
    return Collections.unmodifiableCollection(columns.values());
  }

  /** Whether there is a column of this name. */
  public boolean has(String name) {
    return columns.containsKey(name);
  }

  /**
   * The column of a name, as the kind the field asked for.
   *
   * @throws IllegalArgumentException if there is none of that name and kind
   */
  public <C extends Column> C column(String name, Class<C> kind) {
    Column column = columns.get(name);
    if (!kind.isInstance(column)) {
      throw new IllegalArgumentException("no " + kind.getSimpleName() + " column " + name);
    }
    return kind.cast(column);
  }

  /** Some rows, by number from 0, in the order given, with all columns. */
  public Table select(int[] selected) {
    Map<String, Column> some = new LinkedHashMap<>();
    columns.forEach((name, column) -> some.put(name, column.select(selected)));
    return new Table(selected.length, some);
  }

  /** The same rows with some of the columns only. */
  public Table only(Collection<String> names) {
    Map<String, Column> some = new LinkedHashMap<>();
    names.forEach(name -> some.put(name, column(name, Column.class)));
    return new Table(rows, some);
  }

  /** These rows, then those of another table with the same columns. */
  public Table append(Table more) {
    Map<String, Column> joined = new LinkedHashMap<>();
    columns.forEach(
        (name, column) -> joined.put(name, column.append(more.column(name, Column.class))));
    return new Table(rows + more.rows, joined);
  }

  /** The same rows with another column in place of the one of its name. */
  public Table with(String name, Column column) {
    Map<String, Column> changed = new LinkedHashMap<>(columns);
    changed.put(name, column);
    return new Table(rows, changed);
  }
}
