package dev.bckd.inference.djl;

import java.util.List;
import java.util.regex.Pattern;

/** One named, trainable float32 tensor of a module that is written from Java. */
public final class Parameter {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final String name;
  private final List<Integer> shape;
  private final float[] values;

  /**
   * @param name attribute of the module, a Python identifier
   * @param shape dimensions, each positive; empty for a scalar
   * @param values row-major, one for each element of the shape; not copied
   * @throws IllegalArgumentException if name, shape and values do not fit
   */
  public Parameter(String name, List<Integer> shape, float[] values) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no Python identifier: '" + name + "'");
    }
    int elements = shape.stream().reduce(1, Math::multiplyExact);
    if (elements != values.length || shape.stream().anyMatch(d -> d < 1)) {
      throw new IllegalArgumentException(
          name + " has shape " + shape + " and " + values.length + " values");
    }
    this.name = name;
    this.shape = List.copyOf(shape);
    this.values = values;
  }

  /** The module's attribute. */
  public String name() {
    return name;
  }

  /** Dimensions; empty for a scalar. */
  public List<Integer> shape() {
    return shape;
  }

  /** All elements, row-major. Not to be changed. */
  public float[] values() {
    return values;
  }
}
