package dev.bckd.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/** P-values from the smallest to the largest. */
final class Ascending {
  private Ascending() {}

  /** Where the smallest p-value is, the next, and so on; equal ones in the order given. */
  static int[] order(double[] pValues) {
    for (double p : pValues) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("a p-value must be in [0, 1], is " + p);
      }
    }
    return IntStream.range(0, pValues.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> pValues[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
