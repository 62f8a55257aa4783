package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.distillation.djl.AdamKernel.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

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
  private final LargeTable large;
  private final List<Slot> slots;

  /**
   * @param weights the tensors to optimise, each a leaf that requires its gradient, none twice
   * @param large which tables move by rows
   * @param manager owner of the moments, on the device of the weights
   */
  Adam(List<PtNDArray> weights, LargeTable large, PtNDManager manager) {
    this.kernel = new AdamKernel(manager);
    this.large = large;
    this.slots =
        weights.stream()
            .map(
                weight ->
                    new Slot(
                        weight,
                        (PtNDArray) weight.zerosLike(),
                        (PtNDArray) weight.zerosLike(),
                        (PtNDArray) manager.zeros(new Shape())))
            .toList();
  }

  /**
   * Moves every weight that has a gradient, and sets the gradients to zero.
   *
   * @return how many weights were moved
   */
  int step(double learningRate, NDManager scope) {
    List<Slot> dense = new ArrayList<>();
    List<PtNDArray> gradients = new ArrayList<>();
    int moved = 0;
    for (Slot slot : slots) {
      PtNDArray gradient = JniUtils.getGradient(slot.weight());
      if (gradient != null) {
        gradient.attach(scope);
        moved++;
        if (gradient.isSparse() && isLarge(slot)) {
          kernel.rows(slot, gradient, learningRate);
        } else {
          dense.add(slot);
          gradients.add(gradient.isSparse() ? dense(slot, gradient, scope) : gradient);
        }
      }
    }
    if (!dense.isEmpty()) {
      kernel.dense(dense, gradients, learningRate);
    }
    return moved;
  }

  /** The norm of the gradients as they are now, which become zero. */
  double takeGradientNorm(TensorLists lists, NDManager scope) {
    List<PtNDArray> gradients = new ArrayList<>();
    for (Slot slot : slots) {
      PtNDArray gradient = JniUtils.getGradient(slot.weight());
      if (gradient != null) {
        gradient.attach(scope);
        gradients.add(gradient);
      }
    }
    if (gradients.isEmpty()) {
      return 0;
    }
    double norm = lists.norm(gradients);
    slots.forEach(slot -> JniUtils.zeroGrad(slot.weight()));
    return norm;
  }

  /** The moments and the counts of steps, as they are. */
  List<PtNDArray> state() {
    return slots.stream()
        .flatMap(slot -> Stream.of(slot.first(), slot.second(), slot.steps()))
        .toList();
  }

  private boolean isLarge(Slot slot) {
    return large.is(Arrays.stream(slot.weight().getShape().getShape()).boxed().toList());
  }

  /** The gradient as a table; the rows are cleared here, since the kernel clears the table. */
  private static PtNDArray dense(Slot slot, PtNDArray rows, NDManager scope) {
    PtNDArray table = rows.toDense();
    table.attach(scope);
    JniUtils.zeroGrad(slot.weight());
    return table;
  }
}
