package dev.bckd.stats;

import java.util.Arrays;

/** Scored and labelled rows, from the lowest score to the highest; places count from 0. */
final class ScoreOrder {
  private final int[] rows;
  private final boolean[] positive;
  private final boolean[] tieEnd;
  private final int positives;

  ScoreOrder(float[] scores, boolean[] positiveRows) {
    if (scores.length != positiveRows.length) {
      throw new IllegalArgumentException(
          scores.length + " scores, " + positiveRows.length + " labels");
    }
    int n = scores.length;
    long[] keys = sortedKeys(scores);
    rows = new int[n];
    positive = new boolean[n];
    tieEnd = new boolean[n];
    int count = 0;
    for (int place = 0; place < n; place++) {
      rows[place] = (int) keys[place];
      positive[place] = positiveRows[rows[place]];
      tieEnd[place] = place == n - 1 || keys[place] >> 32 != keys[place + 1] >> 32;
      count += positive[place] ? 1 : 0;
    }
    positives = count;
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

  int size() {
    return rows.length;
  }

  int positives() {
    return positives;
  }

  int negatives() {
    return rows.length - positives;
  }

  int rowAt(int place) {
    return rows[place];
  }

  boolean positiveAt(int place) {
    return positive[place];
  }

  /** Whether the next place, if there is one, has a higher score. */
  boolean endsTie(int place) {
    return tieEnd[place];
  }
}
