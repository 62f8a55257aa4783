package dev.bckd.evaluation;

import dev.bckd.stats.FisherExact;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The exact test for independent rows; p-values of parts whose rate is not above that of all rows
 * are not computed: they are large, and 1 is as large.
 *
 * @param rows number of rows
 * @param hits hits among them
 */
record RowExcess(int rows, int hits) implements Excess {
  @Override
  public double[] pValues(Partition partition, PartCounts counts, IntPredicate asked) {
    double[] pValues = new double[partition.size()];
    Arrays.fill(pValues, 1);
    for (int part = 0; part < pValues.length; part++) {
      if (asked.test(part) && counts.rate(part) > hits / (double) rows) {
        pValues[part] = FisherExact.pValueAbove(counts.hits(part), counts.rows(part), hits, rows);
      }
    }
    return pValues;
  }
}
