package dev.bckd.history;

/**
 * Numbers in a fixed order, on the heap or in a file. They may be more than an array can hold. Not
 * to be changed; thread-safe.
 *
 * @param <A> {@code long[]} or {@code float[]}
 */
public sealed interface Numbers<A> permits HeapNumbers, FileNumbers, JoinedNumbers {
  /** How many there are. */
  long size();

  /**
   * Copies some of them.
   *
   * @param from number of the first, from 0
   * @param into where they go, from index {@code at}
   */
  void copy(long from, int count, A into, int at);

  /** All of them; a copy where they are not one array on the heap. */
  A all();

  /** Whether they are one array on the heap. */
  boolean onHeap();

  /** An empty collector; many numbers go where these are. */
  NumberCollector<A> collector();

  /** These numbers on the heap. */
  static Numbers<long[]> of(long[] values) {
    return new HeapNumbers<>(values, NumberType.LONGS);
  }

  /** These numbers on the heap. */
  static Numbers<float[]> of(float[] values) {
    return new HeapNumbers<>(values, NumberType.FLOATS);
  }

  /** These numbers, then others; nothing that is in a file is copied. */
  default Numbers<A> append(Numbers<A> more) {
    return new JoinedNumbers<>(this, more);
  }

  /** Some rows of so many numbers each, in the order given. */
  default Numbers<A> select(int[] rows, int width) {
    NumberCollector<A> selected = collector();
    A row = selected.type().array(width);
    for (int number : rows) {
      copy((long) number * width, width, row, 0);
      selected.add(row, 0, width);
    }
    return selected.finish();
  }
}
