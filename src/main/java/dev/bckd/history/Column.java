package dev.bckd.history;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The values of one field for all rows of a table. Row-major and not copied: treat as read-only.
 * Those with a fixed number of values a row may be in a file ({@link Spill}).
 */
public sealed interface Column {
  /** Number of rows. */
  int rows();

  /** Some rows, by number from 0, in the order given. */
  Column select(int[] rows);

  /**
   * These rows, then those of another column.
   *
   * @throws ClassCastException if it is of another kind
   */
  Column append(Column more);

  /** A column of whole numbers, {@code width} of them a row. */
  final class Longs implements Column {
    private final Numbers<long[]> numbers;
    private final int width;

    public Longs(long[] values, int width) {
      this(Numbers.of(values), width);
    }

    /**
     * @param numbers all values, row by row
     */
    public Longs(Numbers<long[]> numbers, int width) {
      this.numbers = numbers;
      this.width = width;
    }

    /**
     * All values, row by row; length is {@code rows * width}. Not to be changed. A copy where they
     * are in a file, so only for columns that are narrow, or surely small.
     */
    public long[] values() {
      return numbers.all();
    }

    /** The values of the rows from one to before another, row by row. Not to be changed. */
    public LongBuffer values(int from, int to) {
      int count = Math.multiplyExact(to - from, width);
      if (numbers.onHeap()) {
        return LongBuffer.wrap(numbers.all(), from * width, count);
      }
      long[] some = new long[count];
      numbers.copy((long) from * width, count, some, 0);
      return LongBuffer.wrap(some);
    }

    /** All values, row by row. */
    public Numbers<long[]> numbers() {
      return numbers;
    }

    /** Values in one row. */
    public int width() {
      return width;
    }

    @Override
    public Longs select(int[] rows) {
      return new Longs(numbers.select(rows, width), width);
    }

    @Override
    public Longs append(Column more) {
      return new Longs(numbers.append(((Longs) more).numbers), width);
    }

    @Override
    public int rows() {
      return Math.toIntExact(numbers.size() / width);
    }
  }

  /** A column of real numbers, {@code width} of them a row. */
  final class Floats implements Column {
    private final Numbers<float[]> numbers;
    private final int width;

    public Floats(float[] values, int width) {
      this(Numbers.of(values), width);
    }

    /**
     * @param numbers all values, row by row
     */
    public Floats(Numbers<float[]> numbers, int width) {
      this.numbers = numbers;
      this.width = width;
    }

    /**
     * All values, row by row; length is {@code rows * width}. Not to be changed. A copy where they
     * are in a file, so only for columns that are narrow, or surely small.
     */
    public float[] values() {
      return numbers.all();
    }

    /** The values of the rows from one to before another, row by row. Not to be changed. */
    public FloatBuffer values(int from, int to) {
      int count = Math.multiplyExact(to - from, width);
      if (numbers.onHeap()) {
        return FloatBuffer.wrap(numbers.all(), from * width, count);
      }
      float[] some = new float[count];
      numbers.copy((long) from * width, count, some, 0);
      return FloatBuffer.wrap(some);
    }

    /** All values, row by row. */
    public Numbers<float[]> numbers() {
      return numbers;
    }

    /** Values in one row. */
    public int width() {
      return width;
    }

    @Override
    public Floats select(int[] rows) {
      return new Floats(numbers.select(rows, width), width);
    }

    @Override
    public Floats append(Column more) {
      return new Floats(numbers.append(((Floats) more).numbers), width);
    }

    @Override
    public int rows() {
      return Math.toIntExact(numbers.size() / width);
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
    public LongLists select(int[] rows) {
      int[] selectedStarts = new int[rows.length + 1];
      for (int i = 0; i < rows.length; i++) {
        selectedStarts[i + 1] = selectedStarts[i] + length(rows[i]);
      }
      long[] selected = new long[selectedStarts[rows.length]];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(values, starts[rows[i]], selected, selectedStarts[i], length(rows[i]));
      }
      return new LongLists(selected, selectedStarts);
    }

    @Override
    public LongLists append(Column more) {
      LongLists second = (LongLists) more;
      int[] joinedStarts = Arrays.copyOf(starts, rows() + second.rows() + 1);
      for (int row = 0; row <= second.rows(); row++) {
        joinedStarts[rows() + row] = values.length + second.starts[row];
      }
      long[] joined = Arrays.copyOf(values, Math.addExact(values.length, second.values.length));
      System.arraycopy(second.values, 0, joined, values.length, second.values.length);
      return new LongLists(joined, joinedStarts);
    }

    @Override
    public int rows() {
      return starts.length - 1;
    }
  }

  /** A column of lists of real numbers, of any length each. */
  final class FloatLists implements Column {
    private final float[] values;
    private final int[] starts;

    /**
     * @param values all lists, one after the other
     * @param starts where each list begins in {@code values}, and one more: where the last one ends
     */
    public FloatLists(float[] values, int[] starts) {
      this.values = values;
      this.starts = starts;
    }

    /** Length of the list of one row. */
    public int length(int row) {
      return starts[row + 1] - starts[row];
    }

    /** One element of the list of one row. */
    public float at(int row, int index) {
      return values[starts[row] + index];
    }

    @Override
    public FloatLists select(int[] rows) {
      int[] selectedStarts = new int[rows.length + 1];
      for (int i = 0; i < rows.length; i++) {
        selectedStarts[i + 1] = selectedStarts[i] + length(rows[i]);
      }
      float[] selected = new float[selectedStarts[rows.length]];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(values, starts[rows[i]], selected, selectedStarts[i], length(rows[i]));
      }
      return new FloatLists(selected, selectedStarts);
    }

    @Override
    public FloatLists append(Column more) {
      FloatLists second = (FloatLists) more;
      int[] joinedStarts = Arrays.copyOf(starts, rows() + second.rows() + 1);
      for (int row = 0; row <= second.rows(); row++) {
        joinedStarts[rows() + row] = values.length + second.starts[row];
      }
      float[] joined = Arrays.copyOf(values, Math.addExact(values.length, second.values.length));
      System.arraycopy(second.values, 0, joined, values.length, second.values.length);
      return new FloatLists(joined, joinedStarts);
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
    public Texts select(int[] rows) {
      return new Texts(Arrays.stream(rows).mapToObj(row -> values[row]).toArray(String[]::new));
    }

    @Override
    public Texts append(Column more) {
      return new Texts(
          Stream.concat(Arrays.stream(values), Arrays.stream(((Texts) more).values))
              .toArray(String[]::new));
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
    public Flags select(int[] rows) {
      boolean[] selected = new boolean[rows.length];
      for (int i = 0; i < rows.length; i++) {
        selected[i] = values[rows[i]];
      }
      return new Flags(selected);
    }

    @Override
    public Flags append(Column more) {
      boolean[] second = ((Flags) more).values;
      boolean[] joined = Arrays.copyOf(values, Math.addExact(values.length, second.length));
      System.arraycopy(second, 0, joined, values.length, second.length);
      return new Flags(joined);
    }

    @Override
    public int rows() {
      return values.length;
    }
  }
}
