package dev.bckd.distillation;

import dev.bckd.stats.SplitMix64;
import java.util.stream.IntStream;

/**
 * Which rows students are trained on, and which decide between them. Rows of one group, and rows
 * with equal inputs, are never on both sides.
 *
 * @param train indices, rising
 * @param select indices of labelled rows, rising
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record Split(int[] train, int[] select) {
  /** Rows that are enough to tell students apart; the rest is better trained on. */
  private static final double ENOUGH = 15_000;

  private static final double LEAST_SHARE = 0.02;
  private static final double MOST_SHARE = 0.15;

  /** Share of the units with unseen rows that decide: those rows alone flatter neither model. */
  private static final double UNSEEN_SHARE = 0.5;

  /**
   * Splits by chance.
   *
   * @param seed of the drawing
   */
  static Split of(History history, long seed) {
    int[] units = RowUnits.of(history);
    boolean[] unseen = new boolean[units.length];
    for (int row = 0; row < units.length; row++) {
      unseen[units[row]] |= history.unseen()[row];
    }
    double usual = Math.max(LEAST_SHARE, Math.min(MOST_SHARE, ENOUGH / units.length));
    boolean[] decides = new boolean[units.length];
    for (int row = 0; row < units.length; row++) {
      double share = unseen[units[row]] ? UNSEEN_SHARE : usual;
      decides[row] = SplitMix64.uniform(SplitMix64.at(SplitMix64.mix(seed), units[row])) < share;
    }
    return new Split(
        IntStream.range(0, units.length).filter(row -> !decides[row]).toArray(),
        IntStream.range(0, units.length)
            .filter(row -> decides[row] && history.labelled(row))
            .toArray());
  }
}
