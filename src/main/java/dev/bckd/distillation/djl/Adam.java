package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;

/**
 * Adam as {@code torch.optim.Adam} computes it, and as {@code torch.optim.SparseAdam} does for a
 * large table whose gradient comes as rows.
 *
 * <p>Which of the two moves a table follows from its gradient in each step: a table that is also
 * used other than by look-up gets a dense one. A small table always moves as {@code
 * torch.optim.Adam} has it.
 *
 * <p>DJL's own Adam adds ε before the bias correction, which is another algorithm, takes one call a
 * parameter, and no gradient by rows.
 */
final class Adam {
  private final AdamKernel kernel;

  /**
   * @param weights the tensors to optimise, each a leaf that requires its gradient, none twice
   * @param large which tables move by rows
   * @param manager owner of the moments, on the device of the weights
   */
  Adam(List<PtNDArray> weights, LargeTable large, PtNDManager manager) {
    this.kernel = new AdamKernel(weights, large, manager);
  }

  /**
   * Moves every weight that a loss depends on. The loss's graph is used up.
   *
   * @param loss a scalar with its graph
   * @return how many weights were moved
   */
  int step(NDArray loss, double learningRate) {
    return Math.toIntExact(kernel.step((PtNDArray) loss, learningRate));
  }

  /** The norm of a loss's gradient; nothing is moved. The loss's graph is used up. */
  double gradientNorm(NDArray loss) {
    return kernel.gradientNorm((PtNDArray) loss);
  }

  /** The moments and the counts of steps, as they are. */
  List<PtNDArray> state() {
    return kernel.state();
  }
}
