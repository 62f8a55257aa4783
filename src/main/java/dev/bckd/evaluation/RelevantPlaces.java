package dev.bckd.evaluation;

import dev.bckd.history.Column;
import dev.bckd.inference.Scores;
import dev.bckd.model.BadInputException;
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
          ScoredList.places(values, start, length, relevant[request]),
          ScoredList.head(values, start, length, Math.min(k, length)));
      start += length;
    }
  }
}
