package dev.bckd.history.duckdb;

import dev.bckd.history.Column;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists of float32 values, of any length each; null is an empty list. */
final class RealListReader implements ColumnReader {
  private final Source source;
  private final List<String> select;
  private float[] values = new float[1024];
  private int size;
  private int[] starts = new int[1024];
  private int rows;

  /**
   * @param list an SQL expression of type DOUBLE[]
   */
  RealListReader(Source source, String list) {
    this.source = source;
    this.select = List.of(list);
  }

  @Override
  public List<String> select() {
    return select;
  }

  @Override
  public void read(ResultSet row, int first, int number) throws SQLException {
    Array array = row.getArray(first);
    if (array != null) {
      add((@Nullable Object[]) array.getArray(), number);
    }
    if (++rows == starts.length) {
      starts = Arrays.copyOf(starts, rows + rows / 2);
    }
    starts[rows] = size;
  }

  private void add(@Nullable Object[] elements, int number) {
    if (size + elements.length > values.length) {
      values = Arrays.copyOf(values, values.length + values.length / 2 + elements.length);
    }
    for (Object element : elements) {
      if (!(element instanceof Double real) || !Float.isFinite(real.floatValue())) {
        throw source.bad(number, element + " in a list; expected finite float32 numbers");
      }
      values[size++] = real.floatValue();
    }
  }

  @Override
  public Column column() {
    return new Column.FloatLists(Arrays.copyOf(values, size), Arrays.copyOf(starts, rows + 1));
  }
}
