package dev.bckd.distillation.djl;

import java.util.SplittableRandom;

/**
 * The order of rows in each epoch: a permutation that depends on seed and epoch only. Some rows are
 * in every epoch, others take turns.
 */
final class RowOrder {
  private final int[] always;
  private final int[] inTurn;
  private final int turns;
  private final int[] order;
  private final long seed;

  /**
   * Every row in every epoch.
   *
   * @param rows to be put in order
   */
  RowOrder(int[] rows, long seed) {
    this(rows, new int[0], 1, seed);
  }

  /**
   * Epochs of equal size.
   *
   * @param always rows of every epoch
   * @param inTurn rows of one of {@code turns} epochs; what is left over when they are divided by
   *     {@code turns} is in none
   */
  RowOrder(int[] always, int[] inTurn, int turns, long seed) {
    this.always = always;
    this.inTurn = inTurn;
    this.turns = turns;
    this.order = new int[always.length + inTurn.length / turns];
    this.seed = seed;
  }

  /** Rows of an epoch. */
  int size() {
    return order.length;
  }

  /**
   * The epoch's rows once, by the shuffle of Fisher and Yates, until the next call: an epoch may be
   * large, so there is one array.
   *
   * @param epoch from 1
   */
  int[] of(int epoch) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003L + epoch);
    int firstInTurn = (epoch - 1) % turns * (order.length - always.length);
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i < always.length ? always[i] : inTurn[firstInTurn + i - always.length];
    }
    return order;
  }
}
