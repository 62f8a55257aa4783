package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/**
 * Arithmetic with numbers in what is differentiated.
 *
 * <p>{@code NDArray.mul(Number)} makes a tensor on a Java buffer and lets go of it at once, but
 * autograd has kept the tensor for the backward pass: once the buffer is collected, the gradient is
 * made of whatever lies there. Here the number belongs to the step, as the tensor does.
 */
public final class Scale {
  private Scale() {}

  /** {@code tensor · factor}; the tensor itself where that is the same. */
  public static NDArray by(NDArray tensor, double factor) {
    return factor == 1 ? tensor : tensor.mul(number(tensor, factor));
  }

  /** {@code tensor ^ exponent}, element by element. */
  static NDArray power(NDArray tensor, double exponent) {
    return tensor.pow(number(tensor, exponent));
  }

  private static NDArray number(NDArray tensor, double value) {
    return tensor.getManager().create((float) value);
  }
}
