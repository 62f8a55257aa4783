package dev.bckd.evaluation;

import dev.bckd.stats.OneSided;
import dev.bckd.stats.RowWeights;
import dev.bckd.stats.Units;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The test for rows in groups: the difference of the two rates, to first order a sum of one number
 * a group, over that sum's standard error (a cluster-robust test of two ratios), held against
 * Student's t with one degree of freedom less than there are groups within.
 *
 * <p>A group's number is (hits within - rate within x rows within) / all rows within, minus the
 * same of what lies outside, so groups with rows on both sides are accounted for. Rows and hits
 * count by their weight.
 *
 * @see <a href="https://doi.org/10.1002/0471722065">Cochran, Sampling Techniques, chapter 6 (ratio
 *     estimators of clusters)</a>
 */
final class GroupExcess implements Excess {
  /** With fewer groups within, an error cannot be told from their sums. */
  private static final int LEAST_GROUPS = 10;

  private final int[] ordered;
  private final boolean[] hits;
  private final RowWeights weights;
  private final int[] ends;
  private final double[] unitRows;
  private final double[] unitHits;

  /**
   * @param units which rows belong together
   * @param hits by row; not copied
   * @param weights how much each row counts
   */
  GroupExcess(Units units, boolean[] hits, RowWeights weights) {
    this.hits = hits;
    this.weights = weights;
    int rows = hits.length;
    int most = IntStream.range(0, rows).map(units::of).max().orElse(-1) + 1;
    ends = new int[most];
    unitRows = new double[most];
    unitHits = new double[most];
    for (int row = 0; row < rows; row++) {
      ends[units.of(row)]++;
      unitRows[units.of(row)] += weights.of(row);
      unitHits[units.of(row)] += hits[row] ? weights.of(row) : 0;
    }
    Arrays.parallelPrefix(ends, Integer::sum);
    ordered = ordered(rows, units);
  }

  /** Rows by unit. */
  private int[] ordered(int rows, Units units) {
    int[] next = new int[ends.length];
    System.arraycopy(ends, 0, next, 1, Math.max(0, ends.length - 1));
    int[] order = new int[rows];
    for (int row = 0; row < rows; row++) {
      order[next[units.of(row)]++] = row;
    }
    return order;
  }

  @Override
  public double[] pValues(Partition partition, PartCounts counts, IntPredicate asked) {
    Sums sums = new Sums(partition, counts);
    int start = 0;
    for (int unit = 0; unit < unitRows.length; unit++) {
      sums.add(unit, start, ends[unit]);
      start = ends[unit];
    }
    double[] pValues = new double[partition.size()];
    Arrays.setAll(pValues, part -> asked.test(part) ? sums.pValue(part) : 1);
    return pValues;
  }

  /** The squared numbers of all groups, for each part. */
  private final class Sums {
    private final Partition partition;
    private final PartCounts counts;
    private final double rows = Arrays.stream(unitRows).sum();
    private final double allHits = Arrays.stream(unitHits).sum();
    private final double hitsHits = dot(unitHits, unitHits);
    private final double hitsRows = dot(unitHits, unitRows);
    private final double rowsRows = dot(unitRows, unitRows);
    private final double[] squares;
    private final int[] groups;
    private final double[] rowsOfUnit;
    private final double[] hitsOfUnit;

    Sums(Partition partition, PartCounts counts) {
      this.partition = partition;
      this.counts = counts;
      squares = new double[partition.size()];
      groups = new int[partition.size()];
      rowsOfUnit = new double[partition.size()];
      hitsOfUnit = new double[partition.size()];
    }

    /** Adds a unit to the parts that it has rows in. */
    void add(int unit, int start, int end) {
      for (int place = start; place < end; place++) {
        int part = partition.part(ordered[place]);
        if (part >= 0) {
          double weight = weights.of(ordered[place]);
          rowsOfUnit[part] += weight;
          hitsOfUnit[part] += hits[ordered[place]] ? weight : 0;
        }
      }
      for (int place = start; place < end; place++) {
        int part = partition.part(ordered[place]);
        if (part >= 0 && rowsOfUnit[part] > 0) {
          double within = within(part, rowsOfUnit[part], hitsOfUnit[part]);
          double asOutside = outside(part, unitRows[unit], unitHits[unit]);
          double outside =
              outside(part, unitRows[unit] - rowsOfUnit[part], unitHits[unit] - hitsOfUnit[part]);
          squares[part] += (within - outside) * (within - outside) - asOutside * asOutside;
          groups[part]++;
          rowsOfUnit[part] = 0;
          hitsOfUnit[part] = 0;
        }
      }
    }

    private double within(int part, double rowsHere, double hitsHere) {
      return (hitsHere - counts.rate(part) * rowsHere) / counts.weight(part);
    }

    private double outside(int part, double rowsHere, double hitsHere) {
      double rowsOutside = rows - counts.weight(part);
      return (hitsHere - rateOutside(part) * rowsHere) / rowsOutside;
    }

    private double rateOutside(int part) {
      return (allHits - counts.hitWeight(part)) / (rows - counts.weight(part));
    }

    double pValue(int part) {
      double distance = counts.rate(part) - rateOutside(part);
      if (groups[part] < LEAST_GROUPS || distance <= 0) {
        return 1;
      }
      double rate = rateOutside(part);
      double outside = rows - counts.weight(part);
      // As if every group lay outside, corrected for those that do not.
      double all =
          squares[part]
              + (hitsHits - 2 * rate * hitsRows + rate * rate * rowsRows) / outside / outside;
      int count = unitRows.length;
      double error = Math.sqrt(Math.max(0, all) * count / (count - 1.0));
      return error == 0 ? 0 : OneSided.ofT(distance / error, groups[part] - 1);
    }
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }
}
