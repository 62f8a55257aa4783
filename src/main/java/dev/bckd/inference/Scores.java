package dev.bckd.inference;

/** What a model answered: its logits, row by row. */
public final class Scores {
  private final float[] values;
  private final int width;

  /**
   * @param values logits, row-major; not copied
   * @param width logits a row: 1 for a binary model, else the number of classes
   */
  public Scores(float[] values, int width) {
    this.values = values;
    this.width = width;
  }

  /** Number of rows. */
  public int rows() {
    return values.length / width;
  }

  /** Logits a row. */
  public int width() {
    return width;
  }

  /** One logit. */
  public float at(int row, int index) {
    return values[row * width + index];
  }

  /** All logits, row-major. Not to be changed. */
  public float[] values() {
    return values;
  }
}
