package dev.bckd.inference;

import dev.bckd.history.NumberCollector;
import dev.bckd.history.Numbers;

/** What a model answered: its logits, row by row; those of many rows may be in a file. */
public final class Scores {
  private static final float[] ELSEWHERE = {};

  private final Numbers<float[]> numbers;
  private final int width;

  /** All logits, where they are on the heap. */
  private final float[] heap;

  /**
   * @param values logits, row-major; not copied
   * @param width logits a row: 1 for a binary model, else the number of classes
   */
  public Scores(float[] values, int width) {
    this(Numbers.of(values), width);
  }

  /**
   * @param numbers logits, row-major
   * @param width logits a row: 1 for a binary model, else the number of classes
   */
  public Scores(Numbers<float[]> numbers, int width) {
    this.numbers = numbers;
    this.width = width;
    this.heap = numbers.onHeap() ? numbers.all() : ELSEWHERE;
  }

  /** Number of rows. */
  public int rows() {
    return Math.toIntExact(numbers.size() / width);
  }

  /** Logits a row. */
  public int width() {
    return width;
  }

  /** One logit. */
  public float at(int row, int index) {
    return numbers.onHeap() ? heap[row * width + index] : values(row, row + 1)[index];
  }

  /**
   * What the model decides: with one logit a row 1 if it is above 0, else 0; with several the
   * largest, the lowest index on ties.
   */
  public int decision(int row) {
    boolean there = numbers.onHeap();
    float[] logits = there ? heap : values(row, row + 1);
    int first = there ? row * width : 0;
    if (width == 1) {
      return logits[first] > 0 ? 1 : 0;
    }
    int best = 0;
    for (int k = 1; k < width; k++) {
      if (logits[first + k] > logits[first + best]) {
        best = k;
      }
    }
    return best;
  }

  /** These rows, then others of the same width. */
  public Scores append(Scores more) {
    return new Scores(numbers.append(more.numbers), width);
  }

  /**
   * These rows at the places that are marked, in their order, and 0 elsewhere.
   *
   * @param marked as many places as there are rows are true
   */
  public Scores spread(boolean[] marked) {
    NumberCollector<float[]> all = numbers.collector();
    float[] zeros = new float[width];
    float[] logits = new float[width];
    long row = 0;
    for (boolean here : marked) {
      if (here) {
        numbers.copy(row++ * width, width, logits, 0);
      }
      all.add(here ? logits : zeros, 0, width);
    }
    return new Scores(all.finish(), width);
  }

  /** All logits, row-major. Not to be changed; a copy where they are in a file. */
  public float[] values() {
    return numbers.all();
  }

  /** A copy of the logits of the rows from one to before another, row-major. */
  public float[] values(int from, int to) {
    float[] some = new float[Math.multiplyExact(to - from, width)];
    numbers.copy((long) from * width, some.length, some, 0);
    return some;
  }

  /** Whether they are on the heap. */
  boolean onHeap() {
    return numbers.onHeap();
  }

  /** A number that differs where any logit does, but for chance. */
  public int fingerprint() {
    int hash = 1;
    for (int row = 0; row < rows(); row++) {
      for (float logit : values(row, row + 1)) {
        hash = 31 * hash + Float.floatToIntBits(logit);
      }
    }
    return hash;
  }
}
