package dev.bckd.stats;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Which rows belong together: the units that are resampled, never torn apart. Immutable.
 *
 * <p>Each unit has a key made of its name alone, so that what is drawn for it depends neither on
 * the order of the rows nor on the other units.
 */
public final class Units {
  private final int[] unitOfRow;
  private final long[] keys;

  private Units(int[] unitOfRow, long[] keys) {
    this.unitOfRow = unitOfRow;
    this.keys = keys;
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
    Map<String, Integer> known = new HashMap<>();
    int[] unitOfRow = new int[rows];
    long[] keys = new long[rows];
    for (int row = 0; row < rows; row++) {
      String unit = name.apply(row);
      Integer number = known.putIfAbsent(unit, known.size());
      unitOfRow[row] = number == null ? known.size() - 1 : number;
      keys[unitOfRow[row]] = SplitMix64.hash(unit);
    }
    return new Units(unitOfRow, Arrays.copyOf(keys, known.size()));
  }

  /** Every row on its own, named by its number. */
  public static Units rows(int rows) {
    return named(rows, Integer::toString);
  }

  /** All rows together. */
  static Units one(int rows) {
    return new Units(new int[rows], new long[1]);
  }

  /** The units of some of the rows, in the order given. */
  public Units select(int[] rows) {
    int[] renumbered = new int[size()];
    int[] selected = new int[rows.length];
    long[] selectedKeys = new long[Math.min(size(), rows.length)];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      int unit = unitOfRow[rows[i]];
      if (renumbered[unit] == 0) {
        selectedKeys[count] = keys[unit];
        renumbered[unit] = ++count;
      }
      selected[i] = renumbered[unit] - 1;
    }
    return new Units(selected, Arrays.copyOf(selectedKeys, count));
  }

  /** Number of units. */
  public int size() {
    return keys.length;
  }

  /** Whether every unit is one row. */
  public boolean single() {
    return keys.length == unitOfRow.length;
  }

  /** The unit of a row, from 0. */
  public int of(int row) {
    return unitOfRow[row];
  }

  /** What stands for a unit's name wherever something is drawn for it. */
  long key(int unit) {
    return keys[unit];
  }
}
