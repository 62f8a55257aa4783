package dev.bckd.stats;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which rows belong together: the units that are resampled, never torn apart. Immutable.
 *
 * <p>Each unit has a key made of its name alone, so that what is drawn for it depends neither on
 * the order of the rows nor on the other units. Where there are more than {@link #MOST_DRAWN}, they
 * are gathered into so many buckets by their keys, and whole buckets are drawn: as many independent
 * parts of the sample, of nearly the same size.
 */
public final class Units {

  /** More units than this are drawn in buckets. */
  public static final int MOST_DRAWN = 4_096;

  private static final int BUCKET_SHIFT = 52;

  private final int[] unitOfRow;
  private final long[] keys;
  private final Map<Bootstrap, Draws> draws;
  private final int @Nullable [] rows;

  private Units(int[] unitOfRow, long[] keys, Map<Bootstrap, Draws> draws, int @Nullable [] rows) {
    this.unitOfRow = unitOfRow;
    this.keys = keys;
    this.draws = draws;
    this.rows = rows;
  }

  /** Units by name: rows of the same name belong together. */
  public static Units named(List<String> names) {
    return named(names.size(), names::get);
  }

  /**
   * Units by name: rows of the same name belong together.
   *
   * @param rows number of rows
   * @param name of a row's unit
   */
  public static Units named(int rows, IntFunction<String> name) {
    return keyed(rows, row -> SplitMix64.hash(name.apply(row)));
  }

  /** Two names of one 64-bit key would be one unit: for ten million, once in 300,000 times. */
  private static Units keyed(int rows, IntToLongFunction key) {
    int slots = Integer.highestOneBit(Math.max(rows, 8)) << 2;
    int[] table = new int[slots];
    int[] unitOfRow = new int[rows];
    long[] keys = new long[rows];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      long wanted = key.applyAsLong(row);
      int slot = (int) wanted & (slots - 1);
      while (table[slot] != 0 && keys[table[slot] - 1] != wanted) {
        slot = (slot + 1) & (slots - 1);
      }
      if (table[slot] == 0) {
        keys[count] = wanted;
        table[slot] = ++count;
      }
      unitOfRow[row] = table[slot] - 1;
    }
    return new Units(unitOfRow, Arrays.copyOf(keys, count), new ConcurrentHashMap<>(), null);
  }

  /** Every row on its own, named by its number. */
  public static Units rows(int rows) {
    int[] unitOfRow = new int[rows];
    long[] keys = new long[rows];
    for (int row = 0; row < rows; row++) {
      unitOfRow[row] = row;
      keys[row] = SplitMix64.mix(row + 1L);
    }
    return new Units(unitOfRow, keys, new ConcurrentHashMap<>(), null);
  }

  /**
   * The units of some of the rows, in the order given.
   *
   * @param some numbers of rows; not copied
   */
  public Units select(int[] some) {
    int[] own = rows;
    int[] composed = own == null ? some : Arrays.stream(some).map(row -> own[row]).toArray();
    return new Units(unitOfRow, keys, draws, composed);
  }

  /** Number of units with a row. */
  public int size() {
    if (rows == null) {
      return keys.length;
    }
    BitSet present = new BitSet(keys.length);
    for (int row : rows) {
      present.set(unitOfRow[row]);
    }
    return present.cardinality();
  }

  /** Whether every unit is one row. */
  public boolean single() {
    return size() == rows();
  }

  /** Number of rows. */
  public int rows() {
    return rows == null ? unitOfRow.length : rows.length;
  }

  /** The unit of a row, from 0. */
  public int of(int row) {
    return unitOfRow[rows == null ? row : rows[row]];
  }

  /** The unit, or bucket of units, that is drawn as one. */
  int drawn(int row) {
    int unit = of(row);
    return keys.length <= MOST_DRAWN ? unit : (int) (keys[unit] >>> BUCKET_SHIFT);
  }

  /** What is drawn for all units, shared by every selection of the rows. */
  Draws draws(Bootstrap bootstrap) {
    return draws.computeIfAbsent(bootstrap, b -> new Draws(b, drawnKeys()));
  }

  private long[] drawnKeys() {
    if (keys.length <= MOST_DRAWN) {
      return keys;
    }
    long[] buckets = new long[MOST_DRAWN];
    for (int bucket = 0; bucket < MOST_DRAWN; bucket++) {
      buckets[bucket] = bucket;
    }
    return buckets;
  }
}
