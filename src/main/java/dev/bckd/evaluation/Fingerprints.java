package dev.bckd.evaluation;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.stats.SplitMix64;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** 128 bits a row that stand for all that it holds. */
public final class Fingerprints {
  private static final int EMPTY = -1;
  private static final int LARGEST = 1 << 30;

  private final long[] high;
  private final long[] low;

  private Fingerprints(int rows) {
    this.high = new long[rows];
    this.low = new long[rows];
    Arrays.fill(high, 17);
    Arrays.fill(low, 71);
  }

  /** Those of a table's rows. */
  public static Fingerprints of(Table rows) {
    Fingerprints fingerprints = new Fingerprints(rows.rows());
    rows.columns().forEach(fingerprints::add);
    return fingerprints;
  }

  private void add(Column column) {
    for (int row = 0; row < high.length; row++) {
      if (column instanceof Column.Longs longs) {
        LongBuffer values = longs.values(row, row + 1);
        while (values.hasRemaining()) {
          add(row, values.get());
        }
      } else if (column instanceof Column.Floats floats) {
        FloatBuffer values = floats.values(row, row + 1);
        while (values.hasRemaining()) {
          add(row, Float.floatToIntBits(values.get()));
        }
      } else if (column instanceof Column.LongLists lists) {
        add(row, lists.length(row));
        for (int i = 0; i < lists.length(row); i++) {
          add(row, lists.at(row, i));
        }
      } else if (column instanceof Column.Texts texts) {
        add(row, SplitMix64.hash(texts.at(row)));
      }
    }
  }

  private void add(int row, long bits) {
    high[row] = SplitMix64.mix(high[row] ^ bits);
    low[row] = SplitMix64.mix(Long.rotateLeft(low[row], 31) + bits);
  }

  /** For each row the first one with the same fingerprint. */
  public int[] firsts() {
    int[] firsts = new int[high.length];
    int[] table = table();
    for (int row = 0; row < firsts.length; row++) {
      firsts[row] = table[place(table, this, row)];
    }
    return firsts;
  }

  /** How many of these rows are the same as one among others. */
  public int among(Fingerprints others) {
    int[] table = table();
    boolean[] met = new boolean[high.length];
    for (int row = 0; row < others.high.length; row++) {
      int same = table[place(table, others, row)];
      if (same != EMPTY) {
        met[same] = true;
      }
    }
    return (int) Arrays.stream(firsts()).filter(first -> met[first]).count();
  }

  /** The first row of each fingerprint. Beside millions of rows, a map of objects is too large. */
  private int[] table() {
    int[] table = new int[(int) Math.min(LARGEST, 4L * Integer.highestOneBit(high.length | 1))];
    Arrays.fill(table, EMPTY);
    for (int row = 0; row < high.length; row++) {
      int place = place(table, this, row);
      if (table[place] == EMPTY) {
        table[place] = row;
      }
    }
    return table;
  }

  /** Where the row with the fingerprint of another is, or would be. */
  private int place(int[] table, Fingerprints of, int row) {
    int place = (int) of.low[row] & (table.length - 1);
    while (table[place] != EMPTY && !equal(table[place], of, row)) {
      place = (place + 1) & (table.length - 1);
    }
    return place;
  }

  /** How many rows are the same as one before them. */
  int repeated() {
    int[] firsts = firsts();
    return (int) IntStream.range(0, firsts.length).filter(row -> firsts[row] != row).count();
  }

  private boolean equal(int one, Fingerprints of, int other) {
    return high[one] == of.high[other] && low[one] == of.low[other];
  }
}
