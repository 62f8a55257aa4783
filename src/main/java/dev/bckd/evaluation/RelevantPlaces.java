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
   * @param k length of the head of a list that is kept
   * @param lists takes the model's list of each request
   */
  void rank(Scores scores, int from, int to, int k, Rankings.Lists lists) {
    float[] values = scores.values();
    int start = 0;
    for (int request = from; request < to; request++) {
      int length = candidates.length(request);
      lists.put(
          request,
          ranks(values, start, length, relevant[request]),
          head(values, start, length, Math.min(k, length)));
      start += length;
    }
  }

  /** The first k candidates by falling score, the lower index first where scores are equal. */
  private static int[] head(float[] scores, int start, int length, int k) {
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
