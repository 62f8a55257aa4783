package dev.bckd.history.duckdb;

import dev.bckd.history.Column;
import dev.bckd.history.NumberCollector;
import dev.bckd.history.Spill;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Reads float32 values, {@code width} a row, rounded from what the file holds. */
final class RealReader implements ColumnReader {
  private final Elements elements;
  private final List<String> select;
  private final float pad;
  private final float[] values;
  private final NumberCollector<float[]> collected;

  RealReader(Elements elements, long pad, Spill spill) {
    this.elements = elements;
    this.select = elements.select();
    this.pad = pad;
    this.values = new float[elements.width()];
    this.collected = spill.floats();
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
      length = elements.checkedLength(length(row, first, number), number);
      at++;
    }
    for (int i = 0; i < length; i++) {
      values[i] = value(row, at + i, number);
    }
    Arrays.fill(values, length, width, pad);
    collected.add(values, 0, width);
  }

  private long length(ResultSet row, int index, int number) throws SQLException {
    long length = row.getLong(index);
    refuseNull(row, number);
    return length;
  }

  private float value(ResultSet row, int index, int number) throws SQLException {
    double value = row.getDouble(index);
    if (value == 0 || Double.isNaN(value)) {
      refuseNull(row, number);
    }
    float rounded = (float) value;
    if (!Float.isFinite(rounded)) {
      throw elements.source().bad(number, value + "; expected a finite float32");
    }
    return rounded;
  }

  private void refuseNull(ResultSet row, int number) throws SQLException {
    if (row.wasNull()) {
      throw elements.source().bad(number, "null; expected a value in every row");
    }
  }

  @Override
  public Column column() {
    return new Column.Floats(collected.finish(), elements.width());
  }
}
