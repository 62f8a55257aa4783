package dev.bckd.evaluation;

import java.util.Arrays;
import java.util.BitSet;

/** How scores order candidates. */
final class ScoredList {
  private ScoredList() {}

  /** The first k candidates by falling score, the lower index first where scores are equal. */
  static int[] head(float[] scores, int start, int length, int k) {
    int[] head = new int[k];
    int filled = 0;
    for (int candidate = 0; candidate < length; candidate++) {
      float score = scores[start + candidate];
      if (filled == k && scores[start + head[k - 1]] >= score) {
        continue;
      }
      int place = filled < k ? filled++ : k - 1;
      while (place > 0 && scores[start + head[place - 1]] < score) {
        head[place] = head[place - 1];
        place--;
      }
      head[place] = candidate;
    }
    return head;
  }

  /** Places by falling score, a wrong candidate before a right one of equal score. */
  static int[] places(float[] scores, int start, int length, BitSet right) {
    int[] ranks = new int[right.cardinality()];
    int count = 0;
    for (int own = right.nextSetBit(0); own >= 0; own = right.nextSetBit(own + 1)) {
      int before = 0;
      for (int other = 0; other < length; other++) {
        float lead = scores[start + other] - scores[start + own];
        boolean first = lead > 0 || (lead == 0 && (!right.get(other) || other < own));
        before += first ? 1 : 0;
      }
      ranks[count++] = before;
    }
    Arrays.sort(ranks);
    return ranks;
  }
}
