package dev.bckd.distillation;

import dev.bckd.history.Table;
import dev.bckd.policy.UpgradePolicy;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows that a model has seen, each altered several times by other chance.
 *
 * @param probe how
 * @param shown rows of the history whose lists the teacher can be shown with any item
 * @param policy says how models are called, and the seed
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record AlteredRows(Probe probe, boolean[] shown, UpgradePolicy policy) {
  /** How often each row is altered. */
  private static final int DRAWS = 3;

  /** What a student may lack of the incoming model's accuracy on them, as a share. */
  double margin() {
    return probe.margin();
  }

  /** The numbers of some rows, in the order of {@link #of}. */
  int[] repeated(int[] some) {
    return IntStream.range(0, DRAWS).flatMap(draw -> Arrays.stream(some)).toArray();
  }

  /**
   * All of some rows once, then all of them again.
   *
   * @param inputs of all rows
   */
  Table of(Table inputs, int[] some) {
    long seed = policy.distillation().seed();
    Table clean = inputs.select(some);
    int[] all = IntStream.range(0, some.length).toArray();
    int[] lists = Arrays.stream(all).filter(i -> shown[some[i]]).toArray();
    int[] from = lists.length > 0 ? lists : all;
    Table altered = probe.of(clean, from, policy.signature(), seed);
    for (int draw = 1; draw < DRAWS; draw++) {
      altered = altered.append(probe.of(clean, from, policy.signature(), seed + draw));
    }
    return altered;
  }
}
