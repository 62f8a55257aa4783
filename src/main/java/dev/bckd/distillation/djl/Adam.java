package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.inference.djl.TorchScriptArchive;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam as {@code torch.optim.Adam} computes it, β = (0.9, 0.999), ε = 1e-8, no weight decay: all
 * parameters in one call of PyTorch's fused kernel, through a TorchScript module without weights.
 *
 * <p>DJL's own Adam adds ε before the bias correction, which is another algorithm, and takes one
 * call a parameter.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba, ICLR 2015, algorithm 1</a>
 */
final class Adam {
  private static final TorchScriptArchive STEP =
      new TorchScriptArchive(
          "Adam",
          """
            def step(self, weights: List[Tensor], gradients: List[Tensor], first: List[Tensor],
                second: List[Tensor], steps: List[Tensor], lr: float) -> bool:
              none = annotate(List[Tensor], [])
              torch._foreach_add_(steps, 1)
              torch._fused_adam_(weights, gradients, first, second, none, steps, lr=lr, beta1=0.9,
                  beta2=0.999, weight_decay=0., eps=1e-08, amsgrad=False, maximize=False)
              torch._foreach_zero_(gradients)
              return True
          """,
          List.of());

  private final PtSymbolBlock module;
  private final List<Slot> slots;

  /** A parameter with its two moments and its number of steps so far. */
  private record Slot(PtNDArray weight, PtNDArray first, PtNDArray second, PtNDArray steps) {}

  /**
   * @param weights the tensors to optimise, each a leaf that requires its gradient
   * @param manager owner of the moments, on the device of the weights
   */
  Adam(List<PtNDArray> weights, PtNDManager manager) {
    this.module = TensorLists.load(STEP, manager);
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
    List<Slot> moved = new ArrayList<>();
    List<PtNDArray> gradients = new ArrayList<>();
    for (Slot slot : slots) {
      PtNDArray gradient = JniUtils.getGradient(slot.weight());
      if (gradient != null) {
        gradient.attach(scope);
        moved.add(slot);
        gradients.add(gradient);
      }
    }
    if (!moved.isEmpty()) {
      run(moved, gradients, learningRate);
    }
    return moved.size();
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

  private void run(List<Slot> moved, List<PtNDArray> gradients, double learningRate) {
    IValue[] arguments = {
      tensors(moved.stream().map(Slot::weight).toList()),
      tensors(gradients),
      tensors(moved.stream().map(Slot::first).toList()),
      tensors(moved.stream().map(Slot::second).toList()),
      tensors(moved.stream().map(Slot::steps).toList()),
      IValue.from(learningRate)
    };
    IValueUtils.runMethod(module, "step", arguments).close();
    for (IValue argument : arguments) {
      argument.close();
    }
  }

  private static IValue tensors(List<PtNDArray> arrays) {
    return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
  }
}
