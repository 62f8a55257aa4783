package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** How numbers come from the host to the training device. */
@FunctionalInterface
public interface Copies {
  /**
   * The same numbers on the training device.
   *
   * @param host a tensor in the host's memory
   * @param scope owner of the answer, on the training device
   */
  NDArray moved(NDArray host, NDManager scope);
}
