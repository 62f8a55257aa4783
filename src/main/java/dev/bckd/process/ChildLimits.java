package dev.bckd.process;

import java.time.Duration;
import java.util.Optional;

/**
 * What a child may use.
 *
 * @param heapBytes the most that its Java heap may take
 * @param memoryBytes the most memory of its own that it may have, the heap and what lies outside of
 *     it together; pages of files that it reads do not count
 * @param processorTime the most time that all processors together may work for it; empty: any
 * @param gpus those that it may use
 */
public record ChildLimits(
    long heapBytes, long memoryBytes, Optional<Duration> processorTime, Gpus gpus) {
  private static final long BESIDE_HEAP = 1L << 30;

  /** A process that runs no model: a gigabyte beside its heap, and no GPU. */
  public static ChildLimits ofHeap(long heapBytes) {
    return new ChildLimits(heapBytes, heapBytes + BESIDE_HEAP, Optional.empty(), Gpus.NONE);
  }
}
