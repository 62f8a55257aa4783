package dev.bckd.distillation.recipe;

/**
 * A positive number that moves in a straight line over a training.
 *
 * @param first at the first step
 * @param last after the last step
 */
public record Schedule(double first, double last) {
  /** The same throughout. */
  public static Schedule constant(double value) {
    return new Schedule(value, value);
  }

  /**
   * The number at some point.
   *
   * @param progress share of the training that is done, in [0, 1]
   */
  public double at(double progress) {
    return first + (last - first) * progress;
  }

  @Override
  public String toString() {
    return first == last ? String.valueOf(first) : first + " to " + last;
  }
}
