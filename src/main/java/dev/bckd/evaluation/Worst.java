package dev.bckd.evaluation;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/** The few samples that a person should look at. */
final class Worst {
  private static final int MOST = 20;

  private Worst() {}

  /**
   * At most twenty samples, the worst first, of equally bad ones the first.
   *
   * @param samples how many there are
   * @param shown which of them count
   * @param badness the higher the worse
   */
  static Stream<Integer> of(int samples, IntPredicate shown, IntToDoubleFunction badness) {
    Comparator<Integer> byBadness = Comparator.comparingDouble(badness::applyAsDouble);
    Comparator<Integer> mildestFirst = byBadness.thenComparing(Comparator.reverseOrder());
    PriorityQueue<Integer> kept = new PriorityQueue<>(MOST + 1, mildestFirst);
    for (int i = 0; i < samples; i++) {
      if (shown.test(i)) {
        kept.add(i);
        if (kept.size() > MOST) {
          kept.remove();
        }
      }
    }
    return kept.stream().sorted(mildestFirst.reversed());
  }
}
