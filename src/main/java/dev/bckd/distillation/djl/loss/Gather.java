package dev.bckd.distillation.djl.loss;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Picks rows of tensors by the operators that copy whole rows; an index between brackets goes
 * element by element, and its text is parsed in each step.
 */
public final class Gather {
  private Gather() {}

  /**
   * Some rows, in the order given.
   *
   * @param tensor constant; on the device of the numbers, or of the CPU
   * @param rows their numbers, int64 {@code [batch]}
   * @param copies bring what is picked in the host's memory to the device of the numbers
   * @param scope owner of the result
   */
  public static NDArray rows(NDArray tensor, NDArray rows, Copies copies, NDManager scope) {
    Device device = rows.getDevice();
    if (device.equals(tensor.getDevice())) {
      return near(tensor, rows, scope);
    }
    NDArray numbers = rows.toDevice(tensor.getDevice(), true);
    numbers.attach(scope);
    return copies.moved(near(tensor, numbers, scope), scope);
  }

  private static NDArray near(NDArray tensor, NDArray rows, NDManager scope) {
    NDArray picked =
        switch (tensor.getShape().dimension()) {
          case 1 -> tensor.gather(rows, 0);
          case 2 -> JniUtils.embedding((PtNDArray) rows, (PtNDArray) tensor, false);
          default -> tensor.get(scope, new NDIndex("{}", rows));
        };
    picked.attach(scope);
    return picked;
  }
}
