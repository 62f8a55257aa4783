package dev.bckd.distillation;

/**
 * The last {@code count × length} rows, which come in lists: the candidates of one request each,
 * one list after the other.
 *
 * @param count of the lists, not negative
 * @param length candidates in each, positive
 */
public record CandidateLists(int count, int length) {
  /** No row is in a list. */
  public static final CandidateLists NONE = new CandidateLists(0, 1);

  /** Rows that are in lists. */
  public int rows() {
    return Math.multiplyExact(count, length);
  }
}
