package dev.bckd.history;

/**
 * The values of one field for all rows of a table. Row-major and not copied: treat as read-only.
 */
public sealed interface Column {
  /** Number of rows. */
  int rows();

  /** A column of whole numbers, {@code width} of them a row. */
  final class Longs implements Column {
    private final long[] values;
    private final int width;

    public Longs(long[] values, int width) {
      this.values = values;
      this.width = width;
    }

    /** All values, row by row; length is {@code rows * width}. Not to be changed. */
    public long[] values() {
      return values;
    }

    /** Values in one row. */
    public int width() {
      return width;
    }

    @Override
    public int rows() {
      return values.length / width;
    }
  }

  /** A column of real numbers, {@code width} of them a row. */
  final class Floats implements Column {
    private final float[] values;
    private final int width;

    public Floats(float[] values, int width) {
      this.values = values;
      this.width = width;
    }

    /** All values, row by row; length is {@code rows * width}. Not to be changed. */
    public float[] values() {
      return values;
    }

    /** Values in one row. */
    public int width() {
      return width;
    }

    @Override
    public int rows() {
      return values.length / width;
    }
  }

  /** A column of lists of whole numbers, of any length each. */
  final class LongLists implements Column {
    private final long[] values;
    private final int[] starts;

    /**
     * @param values all lists, one after the other
     * @param starts where each list begins in {@code values}, and one more: where the last one ends
     */
    public LongLists(long[] values, int[] starts) {
      this.values = values;
      this.starts = starts;
    }

    /** Length of the list of one row. */
    public int length(int row) {
      return starts[row + 1] - starts[row];
    }

    /** One element of the list of one row. */
    public long at(int row, int index) {
      return values[starts[row] + index];
    }

    @Override
    public int rows() {
      return starts.length - 1;
    }
  }

  /** A column of texts: ids and groups, whatever their type in the file. */
  final class Texts implements Column {
    private final String[] values;

    public Texts(String[] values) {
      this.values = values;
    }

    public String at(int row) {
      return values[row];
    }

    @Override
    public int rows() {
      return values.length;
    }
  }

  /** Which rows meet a condition; a condition that is null for a row is not met. */
  final class Flags implements Column {
    private final boolean[] values;

    public Flags(boolean[] values) {
      this.values = values;
    }

    public boolean at(int row) {
      return values[row];
    }

    @Override
    public int rows() {
      return values.length;
    }
  }
}
