package dev.bckd.inference.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.BadInputException;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.nio.Buffer;
import java.util.stream.Collectors;

/**
 * The arguments of a model's {@code forward()} as tensors.
 *
 * @param signature names, types and shapes, in order
 */
public record InputTensors(Signature signature) {
  /**
   * The arguments for some rows of a table.
   *
   * @param from first row
   * @param to one past the last row
   * @param manager owner of the tensors
   * @throws BadInputException if a column is missing or not as wide as the input
   */
  public NDList of(Table rows, int from, int to, NDManager manager) {
    NDList tensors = new NDList();
    for (TensorSpec spec : signature.inputs()) {
      tensors.add(tensor(spec, rows, from, to, manager));
    }
    return tensors;
  }

  /** The arguments for rows that hold nothing but padding. */
  public NDList padding(int rows, NDManager manager) {
    NDList tensors = new NDList();
    for (TensorSpec spec : signature.inputs()) {
      tensors.add(manager.full(shape(spec, rows), (float) spec.pad(), type(spec)));
    }
    return tensors;
  }

  /** For messages: name, type and shape of one row of each input. */
  public String describe() {
    return signature.inputs().stream()
        .map(spec -> spec.name() + " " + spec.type().label() + " " + spec.shape())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private NDArray tensor(TensorSpec spec, Table rows, int from, int to, NDManager manager) {
    return manager.create(values(spec, rows, from, to), shape(spec, to - from), type(spec));
  }

  /**
   * One argument for some rows of a table, as numbers of its type, row-major.
   *
   * @param spec of the argument
   * @param from first row
   * @param to one past the last row
   * @throws BadInputException as {@link #of}
   */
  public Buffer values(TensorSpec spec, Table rows, int from, int to) {
    if (!rows.has(spec.name())) {
      throw new BadInputException("input '" + spec.name() + "'", "the rows have no such column");
    }
    if (spec.type() == ElementType.INT64) {
      Column.Longs column = rows.column(spec.name(), Column.Longs.class);
      requireWidth(spec, column.width());
      return column.values(from, to);
    }
    Column.Floats column = rows.column(spec.name(), Column.Floats.class);
    requireWidth(spec, column.width());
    return column.values(from, to);
  }

  /** The type of an argument's tensor. */
  public static DataType type(TensorSpec spec) {
    return spec.type() == ElementType.INT64 ? DataType.INT64 : DataType.FLOAT32;
  }

  private static void requireWidth(TensorSpec spec, int width) {
    if (width != spec.width()) {
      throw new BadInputException(
          "input '" + spec.name() + "'",
          "expected " + spec.width() + " values a row, got " + width);
    }
  }

  /** The shape of an argument for so many rows. */
  public static Shape shape(TensorSpec spec, int rows) {
    long[] dimensions = new long[spec.shape().size() + 1];
    dimensions[0] = rows;
    for (int i = 1; i < dimensions.length; i++) {
      dimensions[i] = spec.shape().get(i - 1);
    }
    return new Shape(dimensions);
  }
}
