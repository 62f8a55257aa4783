package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.bckd.distillation.djl.loss.Forward;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * What float32 leaves of a loss that is 0: up to so much says nothing.
 *
 * <p>An output of size s is known to about ε·s, ε = 2⁻²³ being the distance of 1 from the next
 * float32. A loss of answers that are equal but for that is some ε·s in place of 0, and its
 * gradient in each row's outputs is a vector of that length without direction; what becomes of it
 * in the weights is found by sending vectors of length 1 without direction, signs by chance, the
 * same way back. Adam divides a gradient by its own size, so that it makes steps of full length of
 * one that is nothing but rounding.
 *
 * @param value of a loss, before its weight
 * @param gradient norm of the gradient of a loss, before its weight
 */
record Rounding(double value, double gradient) {
  /** Nothing is rounded: 0 is 0. */
  static final Rounding NONE = new Rounding(0, 0);

  private static final double EPSILON = Math.scalb(1.0, -23);

  /**
   * Errors of some operations add up, and two ways of computing the same logits, such as rows by
   * the batch and by the thousand, differ in a few more.
   */
  private static final double OPERATIONS = 8;

  private static final long SEED = 1;

  /**
   * What a step's answers leave.
   *
   * @param answers of the student, with their graph, which is used up
   * @param gradientNorm of a scalar with its graph, in all that is trained
   */
  static Rounding of(Forward answers, ToDoubleFunction<NDArray> gradientNorm) {
    double size = Math.max(1, size(answers.logits()));
    NDArray scalar = withoutDirection(answers.logits());
    if (answers.embedding().isPresent()) {
      size = Math.max(size, size(answers.embedding().get()));
      scalar = scalar.add(withoutDirection(answers.embedding().get()));
    }
    double relative = OPERATIONS * EPSILON * size;
    return new Rounding(relative, relative * gradientNorm.applyAsDouble(scalar));
  }

  private static double size(NDArray outputs) {
    return outputs.stopGradient().abs().max().getFloat();
  }

  /** The mean over the rows of the outputs, each with a sign by chance, over √width. */
  private static NDArray withoutDirection(NDArray outputs) {
    Shape shape = outputs.getShape();
    double each = 1 / (shape.get(0) * Math.sqrt((double) shape.size() / shape.get(0)));
    SplittableRandom random = new SplittableRandom(SEED);
    float[] signs = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = (float) (random.nextBoolean() ? each : -each);
    }
    return outputs.mul(outputs.getManager().create(signs, shape)).sum();
  }

  /** Whether a loss may be 0: value and gradient are both within rounding. */
  boolean explains(double loss, double norm) {
    return Math.abs(loss) <= value && norm <= gradient;
  }
}
