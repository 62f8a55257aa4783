package dev.bckd.evaluation;

import dev.bckd.stats.Units;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which samples belong together, and whether the suite says so.
 *
 * @param units what is resampled
 * @param grouped whether the suite names a group, so that rows are not independent
 */
public record SampleUnits(Units units, boolean grouped) {
  /** Whether each sample stands for itself. */
  public boolean independent() {
    return !grouped && units.single();
  }

  SampleUnits select(int[] samples) {
    return new SampleUnits(units.select(samples), grouped);
  }

  /** The samples of every unit. */
  int[][] rows() {
    Map<Integer, List<Integer>> byUnit = new LinkedHashMap<>();
    for (int row = 0; row < units.rows(); row++) {
      byUnit.computeIfAbsent(units.of(row), unit -> new ArrayList<>()).add(row);
    }
    return byUnit.values().stream()
        .map(rows -> rows.stream().mapToInt(row -> row).toArray())
        .toArray(int[][]::new);
  }
}
