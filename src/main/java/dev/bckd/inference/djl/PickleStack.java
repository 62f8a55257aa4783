package dev.bckd.inference.djl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a pickle has built so far: a stack with marks in it, and values that are kept by number. */
final class PickleStack {
  private final List<Pickled> stack = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final Map<Integer, Pickled> memo = new HashMap<>();

  /** Remembers where a list begins. */
  void mark() {
    marks.push(stack.size());
  }

  /** Keeps the value on top by a number. */
  void keep(int number) {
    memo.put(number, peek());
  }

  /** The value that was kept by a number. */
  Pickled remembered(int number) {
    Pickled value = memo.get(number);
    if (value == null) {
      throw new MalformedPickleException("it refers to value " + number + " before that is built");
    }
    return value;
  }

  void push(Pickled value) {
    stack.add(value);
  }

  /** The value on top. */
  Pickled peek() {
    requireStack(1);
    return stack.get(stack.size() - 1);
  }

  /** Takes the value on top. */
  Pickled pop() {
    requireStack(1);
    return stack.remove(stack.size() - 1);
  }

  /** Takes some values off the top; the last pushed is the last. */
  List<Pickled> top(int count) {
    requireStack(count);
    return cut(stack.size() - count);
  }

  /** Takes all values since the latest mark. */
  List<Pickled> sinceMark() {
    Integer mark = marks.poll();
    if (mark == null || mark > stack.size()) {
      throw new MalformedPickleException("a list without its beginning");
    }
    return cut(mark);
  }

  private List<Pickled> cut(int from) {
    List<Pickled> tail = stack.subList(from, stack.size());
    List<Pickled> copy = List.copyOf(tail);
    tail.clear();
    return copy;
  }

  private void requireStack(int count) {
    if (stack.size() < count) {
      throw new MalformedPickleException("an operation without its operands");
    }
  }
}
