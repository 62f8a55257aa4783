package dev.bckd.distillation;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.stats.SplitMix64;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Finds which rows belong together: those of one group, and those with equal inputs. */
final class RowUnits {
  private final int[] parents;

  private RowUnits(int rows) {
    this.parents = IntStream.range(0, rows).toArray();
  }

  /** The unit of each row: the lowest row that it is tied to, directly or through others. */
  static int[] of(History history) {
    RowUnits units = new RowUnits(history.size());
    Map<String, Integer> groups = new HashMap<>();
    Map<Fingerprint, Integer> inputs = new HashMap<>();
    Fingerprint[] fingerprints = fingerprints(history.inputs());
    for (int row = 0; row < fingerprints.length; row++) {
      units.tie(row, first(inputs, fingerprints[row], row));
      String group = history.groups()[row];
      if (!group.isEmpty()) {
        units.tie(row, first(groups, group, row));
      }
    }
    return IntStream.range(0, fingerprints.length).map(units::root).toArray();
  }

  /** The first row that came with a key. */
  private static <K> int first(Map<K, Integer> rows, K key, int row) {
    Integer earlier = rows.putIfAbsent(key, row);
    return earlier == null ? row : earlier;
  }

  private void tie(int row, int other) {
    int one = root(row);
    int two = root(other);
    parents[Math.max(one, two)] = Math.min(one, two);
  }

  private int root(int row) {
    int at = row;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  /** 128 bits that stand for the inputs of a row. */
  private record Fingerprint(long high, long low) {
    private static final Fingerprint NOTHING = new Fingerprint(17, 71);

    Fingerprint with(long bits) {
      return new Fingerprint(
          SplitMix64.mix(high ^ bits), SplitMix64.mix(Long.rotateLeft(low, 31) + bits));
    }
  }

  private static Fingerprint[] fingerprints(Table inputs) {
    Fingerprint[] fingerprints = new Fingerprint[inputs.rows()];
    Arrays.fill(fingerprints, Fingerprint.NOTHING);
    inputs.columns().forEach(column -> add(fingerprints, column));
    return fingerprints;
  }

  private static void add(Fingerprint[] fingerprints, Column column) {
    if (column instanceof Column.Longs longs) {
      for (int i = 0; i < longs.values().length; i++) {
        int row = i / longs.width();
        fingerprints[row] = fingerprints[row].with(longs.values()[i]);
      }
    } else if (column instanceof Column.Floats floats) {
      for (int i = 0; i < floats.values().length; i++) {
        int row = i / floats.width();
        fingerprints[row] = fingerprints[row].with(Float.floatToIntBits(floats.values()[i]));
      }
    }
  }
}
