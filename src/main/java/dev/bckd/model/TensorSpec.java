package dev.bckd.model;

import java.util.List;

/**
 * One argument of a model's {@code forward()}.
 *
 * @param name its name in the signature
 * @param column the column of the data that feeds it
 * @param type element type
 * @param shape dimensions of one row, without the batch; empty for a scalar a row
 * @param pad the element that fills short lists
 */
public record TensorSpec(
    String name, String column, ElementType type, List<Integer> shape, long pad) {
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /** Whether a row of it is a list of ids, rather than one id. */
  public boolean listsIds() {
    return type == ElementType.INT64 && width() > 1;
  }

  /** Elements in one row. */
  public int width() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
