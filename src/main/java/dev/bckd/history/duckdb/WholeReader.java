package dev.bckd.history.duckdb;

import dev.bckd.history.Column;
import dev.bckd.history.NumberCollector;
import dev.bckd.history.Spill;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Reads int64 values, {@code width} a row. */
final class WholeReader implements ColumnReader {
  private final Elements elements;
  private final List<String> select;
  private final long pad;
  private final long[] values;
  private final NumberCollector<long[]> collected;

  WholeReader(Elements elements, long pad, Spill spill) {
    this.elements = elements;
    this.select = elements.select();
    this.pad = pad;
    this.values = new long[elements.width()];
    this.collected = spill.longs();
  }

  @Override
  public List<String> select() {
    return select;
  }

  @Override
  public void read(ResultSet row, int first, int number) throws SQLException {
    int width = elements.width();
    int length = 1;
    int at = first;
    if (elements.list()) {
      length = elements.checkedLength(value(row, first, number), number);
      at++;
    }
    for (int i = 0; i < length; i++) {
      values[i] = value(row, at + i, number);
    }
    Arrays.fill(values, length, width, pad);
    collected.add(values, 0, width);
  }

  private long value(ResultSet row, int index, int number) throws SQLException {
    long value = row.getLong(index);
    if (value == 0 && row.wasNull()) {
      throw elements.source().bad(number, "null; expected a value in every row");
    }
    return value;
  }

  @Override
  public Column column() {
    return new Column.Longs(collected.finish(), elements.width());
  }
}
