package dev.bckd.evaluation;

import dev.bckd.inference.Embeddings;

/**
 * Embeddings as vectors of length 1, row by row; one of length 0 stays so, and is similar to none.
 */
final class Directions {
  private final float[] values;
  private final int width;

  private Directions(float[] values, int width) {
    this.values = values;
    this.width = width;
  }

  static Directions of(Embeddings embeddings) {
    int width = embeddings.width();
    float[] values = embeddings.values().clone();
    for (int start = 0; start < values.length; start += width) {
      double squares = 0;
      for (int i = start; i < start + width; i++) {
        squares += (double) values[i] * values[i];
      }
      double scale = squares == 0 ? 0 : 1 / Math.sqrt(squares);
      for (int i = start; i < start + width; i++) {
        values[i] *= (float) scale;
      }
    }
    return new Directions(values, width);
  }

  /** Whether there are several rows, and all of them are the same. */
  boolean alike() {
    for (int i = width; i < values.length; i++) {
      if (values[i] != values[i - width]) {
        return false;
      }
    }
    return rows() > 1;
  }

  int rows() {
    return values.length / width;
  }

  int width() {
    return width;
  }

  /** The cosine of every row here with one row there. */
  float[] similarities(Directions others, int row) {
    float[] similarities = new float[rows()];
    int from = row * width;
    for (int own = 0; own < similarities.length; own++) {
      float sum = 0;
      int start = own * width;
      for (int i = 0; i < width; i++) {
        sum += values[start + i] * others.values[from + i];
      }
      similarities[own] = sum;
    }
    return similarities;
  }
}
