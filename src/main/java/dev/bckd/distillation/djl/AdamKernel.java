package dev.bckd.distillation.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import dev.bckd.inference.djl.TorchScriptArchive;
import java.util.List;

/**
 * One step of Adam in PyTorch, β = (0.9, 0.999), ε = 1e-8, no weight decay, through a TorchScript
 * module without weights. Each also counts the step and clears the gradients.
 */
final class AdamKernel {
  /**
   * {@code rows} works on copies of the rows that have a gradient and puts them back. It reaches
   * the weight detached, since a thread that records gradients may not change a weight in place.
   */
  private static final TorchScriptArchive STEP =
      new TorchScriptArchive(
          "Adam",
          """
            def dense(self, weights: List[Tensor], gradients: List[Tensor], first: List[Tensor],
                second: List[Tensor], steps: List[Tensor], lr: float) -> bool:
              none = annotate(List[Tensor], [])
              torch._foreach_add_(steps, 1)
              torch._fused_adam_(weights, gradients, first, second, none, steps, lr=lr, beta1=0.9,
                  beta2=0.999, weight_decay=0., eps=1e-08, amsgrad=False, maximize=False)
              torch._foreach_zero_(gradients)
              return True
            def rows(self, weight: Tensor, gradient: Tensor, first: Tensor, second: Tensor,
                steps: Tensor, lr: float) -> bool:
              torch.add_(steps, 1)
              t = float(steps)
              coalesced = torch.coalesce(gradient)
              rows = torch.select(torch._indices(coalesced), 0, 0)
              g = torch._values(coalesced)
              m = torch.index_select(first, 0, rows)
              m = torch.add_(m, torch.sub(g, m), alpha=0.09999999999999998)
              torch.index_copy_(first, 0, rows, m)
              v = torch.index_select(second, 0, rows)
              v = torch.add_(v, torch.sub(torch.mul(g, g), v), alpha=0.0010000000000000009)
              torch.index_copy_(second, 0, rows, v)
              rate = lr * ((1. - (0.999 ** t)) ** 0.5) / (1. - (0.9 ** t))
              w = torch.index_select(torch.detach(weight), 0, rows)
              w = torch.addcdiv(w, m, torch.add(torch.sqrt(v), 1e-08), value=-rate)
              torch.index_copy_(torch.detach(weight), 0, rows, w)
              torch.zero_(gradient)
              return True
          """,
          List.of());

  private final PtSymbolBlock module;

  AdamKernel(PtNDManager manager) {
    this.module = TensorLists.load(STEP, manager);
  }

  /**
   * A parameter with its two moments, of its shape, and its number of steps so far, a scalar.
   *
   * @param weight a leaf that requires its gradient
   */
  record Slot(PtNDArray weight, PtNDArray first, PtNDArray second, PtNDArray steps) {}

  /**
   * {@code torch.optim.Adam}: all parameters in one call of PyTorch's fused kernel.
   *
   * @param gradients dense, one for each slot
   * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba, ICLR 2015, algorithm 1</a>
   */
  void dense(List<Slot> slots, List<PtNDArray> gradients, double learningRate) {
    run(
        "dense",
        TensorLists.of(slots.stream().map(Slot::weight).toList()),
        TensorLists.of(gradients),
        TensorLists.of(slots.stream().map(Slot::first).toList()),
        TensorLists.of(slots.stream().map(Slot::second).toList()),
        TensorLists.of(slots.stream().map(Slot::steps).toList()),
        IValue.from(learningRate));
  }

  /**
   * {@code torch.optim.SparseAdam}: moves the rows that have a gradient, and only their moments, in
   * time proportional to their number.
   *
   * @param gradient sparse by row
   * @see <a href="https://pytorch.org/docs/stable/generated/torch.optim.SparseAdam.html">
   *     torch.optim.SparseAdam</a>
   */
  void rows(Slot slot, PtNDArray gradient, double learningRate) {
    run(
        "rows",
        IValue.from(slot.weight()),
        IValue.from(gradient),
        IValue.from(slot.first()),
        IValue.from(slot.second()),
        IValue.from(slot.steps()),
        IValue.from(learningRate));
  }

  private void run(String method, IValue... arguments) {
    IValueUtils.runMethod(module, method, arguments).close();
    for (IValue argument : arguments) {
      argument.close();
    }
  }
}
