package dev.bckd.inference;

/**
 * Where a model places rows in its own space.
 *
 * @param values row-major, not copied and not to be changed
 * @param width dimensions of the space
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
public record Embeddings(float[] values, int width) {
  /** Number of rows. */
  public int rows() {
    return values.length / width;
  }
}
