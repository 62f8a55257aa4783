package dev.bckd.history;

/** Numbers, then others, at least one of them in a file; neither is copied. */
final class JoinedNumbers<A> implements Numbers<A> {
  private final Numbers<A> first;
  private final Numbers<A> second;

  JoinedNumbers(Numbers<A> first, Numbers<A> second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public long size() {
    return first.size() + second.size();
  }

  @Override
  public void copy(long from, int count, A into, int at) {
    int before = (int) Math.max(0, Math.min(count, first.size() - from));
    if (before > 0) {
      first.copy(from, before, into, at);
    }
    if (before < count) {
      second.copy(from + before - first.size(), count - before, into, at + before);
    }
  }

  @Override
  public A all() {
    int size = Math.toIntExact(size());
    A all = collector().type().array(size);
    copy(0, size, all, 0);
    return all;
  }

  @Override
  public boolean onHeap() {
    return false;
  }

  @Override
  public NumberCollector<A> collector() {
    return (first.onHeap() ? second : first).collector();
  }
}
