package dev.bckd.history.duckdb;

import dev.bckd.history.Column;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists of whole numbers, of any length each; a number alone is a list of one. */
final class ListReader implements ColumnReader {
  private final Source source;
  private final List<String> select;
  private long[] values = new long[1024];
  private int size;
  private int[] starts = new int[1024];
  private int rows;

  ListReader(Source source, ColumnType type) {
    this.source = source;
    String list = type.list() ? source.sql() : "[" + source.sql() + "]";
    this.select = List.of("CAST(" + list + " AS BIGINT[])");
  }

  @Override
  public List<String> select() {
    return select;
  }

  @Override
  public void read(ResultSet row, int first, int number) throws SQLException {
    Array array = row.getArray(first);
    if (array == null) {
      throw source.bad(number, "null; expected a list in every row");
    }
    @Nullable Object[] elements = (Object[]) array.getArray();
    if (size + elements.length > values.length) {
      values = Arrays.copyOf(values, values.length + values.length / 2 + elements.length);
    }
    for (Object element : elements) {
      if (!(element instanceof Long whole)) {
        throw source.bad(number, "null in a list; expected whole numbers");
      }
      values[size++] = whole;
    }
    if (++rows == starts.length) {
      starts = Arrays.copyOf(starts, rows + rows / 2);
    }
    starts[rows] = size;
  }

  @Override
  public Column column() {
    return new Column.LongLists(Arrays.copyOf(values, size), Arrays.copyOf(starts, rows + 1));
  }
}
