package dev.bckd.policy;

/**
 * How the student's input is changed in training, anew in each step.
 *
 * @param mask chance of each id of a list to become the list's padding, in [0, 1)
 * @param shorten chance of a row that the older part of its lists becomes padding, in [0, 1]
 * @param noise standard deviation of normal noise on real inputs, in units of each element's own
 *     standard deviation over the history; not negative
 * @param rows which rows are changed
 * @param teachers which row the teachers are asked about
 */
public record Augmentation(
    double mask, double shorten, double noise, Rows rows, Teachers teachers) {
  /** The input as it is. */
  public static final Augmentation NONE = new Augmentation(0, 0, 0, Rows.ALL, Teachers.CLEAN);

  /** Which rows are changed. */
  public enum Rows {
    /** All of them. */
    ALL,
    /** Those with a label. */
    LABELLED
  }

  /** Which row the teachers see. */
  public enum Teachers {
    /** The row as it was logged. */
    CLEAN,
    /** The same changed row as the student. */
    AUGMENTED
  }

  /** Whether any input is changed. */
  public boolean changes() {
    return mask > 0 || shorten > 0 || noise > 0;
  }
}
