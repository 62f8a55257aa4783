package dev.bckd.distillation.djl;

import java.util.SplittableRandom;

/** The order of rows in each epoch: a permutation that depends on seed and epoch only. */
final class RowOrder {
  private final int[] rows;
  private final int[] order;
  private final long seed;

  /**
   * @param rows to be put in order
   */
  RowOrder(int[] rows, long seed) {
    this.rows = rows;
    this.order = new int[rows.length];
    this.seed = seed;
  }

  /**
   * All rows once, by the shuffle of Fisher and Yates, until the next call: an epoch may be large,
   * so there is one array.
   *
   * @param epoch from 1
   */
  int[] of(int epoch) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003L + epoch);
    for (int i = 0; i < rows.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = rows[i];
    }
    return order;
  }
}
