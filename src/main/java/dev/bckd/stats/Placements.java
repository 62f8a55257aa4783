package dev.bckd.stats;

import java.util.Arrays;

/**
 * How every scored row stands among the rows of the other class: for a positive row the share of
 * negatives below it, for a negative one the share of positives above it; equal scores count half.
 * From one sort, so O(n log n).
 *
 * @see <a href="https://doi.org/10.1109/LSP.2014.2337313">Sun and Xu, IEEE SPL 21 (2014)</a>
 */
final class Placements {
  private final boolean[] positive;
  private final double[] placements;
  private final int positives;

  /**
   * @param scores one finite number a row
   * @param positive the row's class; not copied
   * @param weights of the rows
   */
  Placements(float[] scores, boolean[] positive, RowWeights weights) {
    if (scores.length != positive.length) {
      throw new IllegalArgumentException(scores.length + " scores, " + positive.length + " labels");
    }
    this.positive = positive;
    this.placements = new double[scores.length];
    double ofPositives = 0;
    double ofNegatives = 0;
    int count = 0;
    for (int row = 0; row < scores.length; row++) {
      if (positive[row]) {
        ofPositives += weights.of(row);
        count++;
      } else {
        ofNegatives += weights.of(row);
      }
    }
    this.positives = count;
    place(sortedKeys(scores), weights, ofPositives, ofNegatives);
  }

  /** Score in the upper half, in an order that whole numbers share; row in the lower half. */
  private static long[] sortedKeys(float[] scores) {
    long[] keys = new long[scores.length];
    for (int row = 0; row < scores.length; row++) {
      // Adding zero makes one of the two zeros, which are equal scores.
      int bits = Float.floatToIntBits(scores[row] + 0.0f);
      int sortable = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
      keys[row] = ((long) sortable << 32) | row;
    }
    Arrays.sort(keys);
    return keys;
  }

  /** One pass from the lowest score to the highest; rows of equal score are settled together. */
  private void place(long[] keys, RowWeights weights, double ofPositives, double ofNegatives) {
    double positivesBelow = 0;
    double negativesBelow = 0;
    int start = 0;
    while (start < keys.length) {
      int end = start;
      double tiedPositives = 0;
      double tiedNegatives = 0;
      while (end < keys.length && keys[end] >> 32 == keys[start] >> 32) {
        int row = (int) keys[end++];
        if (positive[row]) {
          tiedPositives += weights.of(row);
        } else {
          tiedNegatives += weights.of(row);
        }
      }
      double ofPositive = (negativesBelow + tiedNegatives / 2) / ofNegatives;
      double ofNegative = 1 - (positivesBelow + tiedPositives / 2) / ofPositives;
      for (int place = start; place < end; place++) {
        int row = (int) keys[place];
        placements[row] = positive[row] ? ofPositive : ofNegative;
      }
      positivesBelow += tiedPositives;
      negativesBelow += tiedNegatives;
      start = end;
    }
  }

  int rows() {
    return placements.length;
  }

  boolean positive(int row) {
    return positive[row];
  }

  double of(int row) {
    return placements[row];
  }

  /** Number of rows of the class that has fewer. */
  int smallerClass() {
    return Math.min(positives, placements.length - positives);
  }
}
