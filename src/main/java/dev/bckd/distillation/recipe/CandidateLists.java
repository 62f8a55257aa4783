package dev.bckd.distillation.recipe;

/**
 * Candidates of logged requests, one list a request: the last {@code count × length} rows of a
 * training, one list after the other.
 *
 * @param count of the lists, not negative
 * @param length candidates in each, positive
 */
public record CandidateLists(int count, int length) {
  /** No row is in a list. */
  public static final CandidateLists NONE = new CandidateLists(0, 1);

  private static final int COUNT = 2000;
  private static final int LENGTH = 20;

  static CandidateLists of(LossParameters parameters) {
    int length = parameters.whole("length", LENGTH);
    if (length < 2) {
      throw parameters.bad("length", "one candidate has no order; expected 2 or more");
    }
    CandidateLists lists = new CandidateLists(parameters.whole("lists", COUNT), length);
    if ((long) lists.count * lists.length > Integer.MAX_VALUE) {
      throw parameters.bad("lists", "more than 2^31 candidates: " + lists.describe());
    }
    return lists;
  }

  /** Rows that are in lists. */
  public int rows() {
    return Math.multiplyExact(count, length);
  }

  /** In words, for reports and messages. */
  public String describe() {
    return count + " lists of " + length;
  }
}
