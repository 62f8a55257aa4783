package dev.bckd.history;

import java.lang.reflect.Array;

/** Numbers in one array, which is not copied. */
final class HeapNumbers<A> implements Numbers<A> {
  private final A values;
  private final NumberType<A> type;

  HeapNumbers(A values, NumberType<A> type) {
    this.values = values;
    this.type = type;
  }

  @Override
  public long size() {
    return Array.getLength(values);
  }

  @Override
  public void copy(long from, int count, A into, int at) {
    System.arraycopy(values, Math.toIntExact(from), into, at, count);
  }

  @Override
  public A all() {
    return values;
  }

  @Override
  public boolean onHeap() {
    return true;
  }

  @Override
  public NumberCollector<A> collector() {
    return new NumberCollector<>(type, Spill.NEVER);
  }

  @Override
  public Numbers<A> append(Numbers<A> more) {
    if (!more.onHeap()) {
      return new JoinedNumbers<>(this, more);
    }
    int before = Math.toIntExact(size());
    int after = Math.toIntExact(more.size());
    A both = type.array(Math.addExact(before, after));
    copy(0, before, both, 0);
    more.copy(0, after, both, before);
    return new HeapNumbers<>(both, type);
  }

  @Override
  public Numbers<A> select(int[] rows, int width) {
    A selected = type.array(Math.multiplyExact(rows.length, width));
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * width, selected, i * width, width);
    }
    return new HeapNumbers<>(selected, type);
  }
}
