package dev.bckd.distillation;

import dev.bckd.evaluation.Fingerprints;
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
    int[] alike = Fingerprints.of(history.inputs()).firsts();
    for (int row = 0; row < alike.length; row++) {
      units.tie(row, alike[row]);
      String group = history.groups()[row];
      if (!group.isEmpty()) {
        units.tie(row, first(groups, group, row));
      }
    }
    return IntStream.range(0, alike.length).map(units::root).toArray();
  }

  /** The first row that came with a group. */
  private static int first(Map<String, Integer> groups, String group, int row) {
    Integer earlier = groups.putIfAbsent(group, row);
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
}
