package dev.bckd.distillation.djl;

import ai.djl.Device;
import java.util.List;

/**
 * From which size on an embedding table is trained by the rows that a batch looks up.
 *
 * <p>A dense step visits every element of weight, gradient and both moments: some 4 ns an element
 * on one core, so 4 million elements cost about as much as the rest of a usual step, and a table of
 * 10 million rows takes a hundred times as long as all else. Training by rows moves only what was
 * looked up: a row that is not in a batch keeps its weights, where dense Adam would still let it
 * drift by its momentum. So smaller tables stay with {@code torch.optim.Adam} to the letter.
 *
 * @param rows fewest rows
 * @param elements fewest elements
 */
record LargeTable(long rows, long elements) {
  /** 100,000 rows and 4 million elements. */
  static final LargeTable DEFAULT = new LargeTable(100_000, 4_000_000);

  /**
   * Where a CPU is faster to gather a gradient by rows and to sum these into a table: 1,000 rows
   * and 1,000 elements. PyTorch's dense gradient calls a kernel for each id that was looked up;
   * this one is the same to the bit, row by row in the same order, and moves the table all the
   * same.
   */
  private static final LargeTable GATHERED = new LargeTable(1_000, 1_000);

  /**
   * Whose gradients are asked for by rows on a device; a GPU has a fast dense one, and would sum
   * rows in an order of chance.
   */
  static LargeTable gathered(Device device) {
    return device.isGpu() ? DEFAULT : GATHERED;
  }

  /** Whether a parameter is one, if it is looked up by row at all. */
  boolean is(List<Long> shape) {
    return shape.size() == 2
        && shape.get(0) >= rows
        && Math.multiplyExact(shape.get(0), shape.get(1)) >= elements;
  }
}
