package dev.bckd.evaluation;

import dev.bckd.history.Column;
import dev.bckd.inference.Scores;
import dev.bckd.model.BadInputException;
import java.util.Arrays;
import java.util.BitSet;

/** Which candidates of each request are the right ones, and where a model's list has them. */
final class RelevantPlaces {
  private final Column.LongLists candidates;
  private final BitSet[] relevant;

  private RelevantPlaces(Column.LongLists candidates, BitSet[] relevant) {
    this.candidates = candidates;
    this.relevant = relevant;
  }

  /**
   * Checks that every request has a right candidate and every index is within its list.
   *
   * @param where file and column, for messages
   */
  static RelevantPlaces of(Column.LongLists indices, Column.LongLists candidates, String where) {
    BitSet[] relevant = new BitSet[indices.rows()];
    for (int request = 0; request < relevant.length; request++) {
      relevant[request] = new BitSet(candidates.length(request));
      for (int i = 0; i < indices.length(request); i++) {
        long index = indices.at(request, i);
        if (index < 0 || index >= candidates.length(request)) {
          throw new BadInputException(
              where,
              "row %d holds %d; expected an index from 0 to %d of its %d candidates"
                  .formatted(
                      request + 1,
                      index,
                      candidates.length(request) - 1,
                      candidates.length(request)));
        }
        relevant[request].set((int) index);
      }
      if (relevant[request].isEmpty()) {
        throw new BadInputException(
            where, "row " + (request + 1) + " is empty; expected at least one index");
      }
    }
    return new RelevantPlaces(candidates, relevant);
  }

  /**
   * Ranks a run of requests.
   *
   * @param scores of the run's pairs
   * @param from first request of the run
   * @param to the request after its last
   * @param ranks takes, by request, the places of its right candidates in ascending order
   */
  void rank(Scores scores, int from, int to, int[][] ranks) {
    int start = 0;
    for (int request = from; request < to; request++) {
      int length = candidates.length(request);
      ranks[request] = ranks(scores.values(), start, length, relevant[request]);
      start += length;
    }
  }

  /** Places by falling score, a wrong candidate before a right one of equal score. */
  private static int[] ranks(float[] scores, int start, int length, BitSet right) {
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
