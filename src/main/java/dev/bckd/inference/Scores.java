package dev.bckd.inference;

import java.util.Arrays;

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

  /**
   * What the model decides: with one logit a row 1 if it is above 0, else 0; with several the
   * largest, the lowest index on ties.
   */
  public int decision(int row) {
    if (width == 1) {
      return at(row, 0) > 0 ? 1 : 0;
    }
    int best = 0;
    for (int k = 1; k < width; k++) {
      if (at(row, k) > at(row, best)) {
        best = k;
      }
    }
    return best;
  }

  /** These rows, then others of the same width. */
  public Scores append(Scores more) {
    float[] joined = Arrays.copyOf(values, Math.addExact(values.length, more.values.length));
    System.arraycopy(more.values, 0, joined, values.length, more.values.length);
    return new Scores(joined, width);
  }

  /** All logits, row-major. Not to be changed. */
  public float[] values() {
    return values;
  }
}
