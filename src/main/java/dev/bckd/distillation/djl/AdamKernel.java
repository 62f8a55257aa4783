package dev.bckd.distillation.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.inference.djl.TorchScriptArchive;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Backward and one step of Adam in PyTorch, β = (0.9, 0.999), ε = 1e-8, no weight decay, in one
 * call of a TorchScript module without weights.
 *
 * <p>Gradients are asked for rather than accumulated in the parameters: a gradient that is added to
 * one of zeros, and set to zero afterwards, costs four more passes over every table.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba, ICLR 2015, algorithm 1</a>
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.optim.SparseAdam.html">
 *     torch.optim.SparseAdam</a>
 */
final class AdamKernel {
  /**
   * {@code rows} works on copies of the rows that have a gradient and puts them back, in time
   * proportional to their number. {@code w, g, m, v, t} are the dense part of the other lists. They
   * come empty from outside, since TorchScript takes a call that only changes what is in a list of
   * its own for one without effect, and drops it.
   */
  private static final TorchScriptArchive STEP =
      new TorchScriptArchive(
          "Adam",
          """
            def step(self, loss: Tensor, leaves: List[Tensor], weights: List[Tensor],
                first: List[Tensor], second: List[Tensor], steps: List[Tensor], large: List[bool],
                w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor],
                t: List[Tensor], lr: float) -> int:
              gradients = torch.grad([loss], leaves, None, None, False, True)
              torch.clear(w)
              torch.clear(g)
              torch.clear(m)
              torch.clear(v)
              torch.clear(t)
              moved = 0
              for i in range(torch.len(leaves)):
                gradient = gradients[i]
                if torch.__isnot__(gradient, None):
                  moved = moved + 1
                  found = unchecked_cast(Tensor, gradient)
                  sparse = ops.prim.is_sparse(found)
                  if sparse and large[i]:
                    done = (self).rows(weights[i], found, first[i], second[i], steps[i], lr)
                  else:
                    if sparse:
                      dense = torch.to_dense(found)
                    else:
                      dense = found
                    torch.append(w, weights[i])
                    torch.append(g, dense)
                    torch.append(m, first[i])
                    torch.append(v, second[i])
                    torch.append(t, steps[i])
              if torch.len(w) > 0:
                none = annotate(List[Tensor], [])
                torch._foreach_add_(t, 1)
                torch._fused_adam_(w, g, m, v, none, t, lr=lr, beta1=0.9, beta2=0.999,
                    weight_decay=0., eps=1e-08, amsgrad=False, maximize=False)
                torch.clear(g)
              return moved
            def norm(self, loss: Tensor, leaves: List[Tensor]) -> float:
              squares = 0.
              for gradient in torch.grad([loss], leaves, None, None, False, True):
                if torch.__isnot__(gradient, None):
                  found = unchecked_cast(Tensor, gradient)
                  if ops.prim.is_sparse(found):
                    dense = torch._values(torch.coalesce(found))
                  else:
                    dense = found
                  squares = squares + float(torch.sum(torch.mul(dense, dense)))
              return squares ** 0.5
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
              w = torch.index_select(weight, 0, rows)
              w = torch.addcdiv(w, m, torch.add(torch.sqrt(v), 1e-08), value=-rate)
              torch.index_copy_(weight, 0, rows, w)
              return True
          """,
          List.of());

  private final PtSymbolBlock module;
  private final IValue leaves;
  private final IValue weights;
  private final IValue first;
  private final IValue second;
  private final IValue steps;
  private final IValue large;
  private final List<IValue> work;

  /**
   * @param leaves the parameters, each of which requires its gradient
   * @param manager owner of the moments, on the device of the parameters
   */
  AdamKernel(List<PtNDArray> leaves, LargeTable large, PtNDManager manager) {
    this.module = TensorLists.load(STEP, manager);
    this.leaves = TensorLists.of(leaves);
    // Detached, since a thread that records gradients may not change a leaf in place.
    this.weights = list(leaves, JniUtils::detachGradient);
    this.first = list(leaves, weight -> (PtNDArray) weight.zerosLike());
    this.second = list(leaves, weight -> (PtNDArray) weight.zerosLike());
    this.steps = list(leaves, weight -> (PtNDArray) manager.zeros(new Shape()));
    this.large = IValue.listFrom(flags(leaves, large));
    this.work = Stream.generate(() -> TensorLists.of(List.of())).limit(5).toList();
    Stream.concat(Stream.of(this.leaves, weights, first, second, steps, this.large), work.stream())
        .forEach(list -> manager.attachInternal(UUID.randomUUID().toString(), list));
  }

  private static IValue list(List<PtNDArray> leaves, UnaryOperator<PtNDArray> made) {
    List<PtNDArray> tensors = leaves.stream().map(made).toList();
    IValue list = TensorLists.of(tensors);
    tensors.forEach(PtNDArray::close);
    return list;
  }

  private static boolean[] flags(List<PtNDArray> leaves, LargeTable large) {
    boolean[] flags = new boolean[leaves.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = large.is(Arrays.stream(leaves.get(i).getShape().getShape()).boxed().toList());
    }
    return flags;
  }

  /**
   * Differentiates a loss and moves every parameter that it depends on.
   *
   * @param loss a scalar
   * @return how many were moved
   */
  long step(PtNDArray loss, double learningRate) {
    IValue scalar = IValue.from(loss);
    IValue rate = IValue.from(learningRate);
    try (IValue moved =
        IValueUtils.runMethod(
            module,
            "step",
            scalar,
            leaves,
            weights,
            first,
            second,
            steps,
            large,
            work.get(0),
            work.get(1),
            work.get(2),
            work.get(3),
            work.get(4),
            rate)) {
      return moved.toLong();
    } finally {
      scalar.close();
      rate.close();
    }
  }

  /** The Euclidean norm of a loss's gradient in all parameters; 0 where it has none. */
  double gradientNorm(PtNDArray loss) {
    IValue scalar = IValue.from(loss);
    try (IValue norm = IValueUtils.runMethod(module, "norm", scalar, leaves)) {
      return norm.toDouble();
    } finally {
      scalar.close();
    }
  }
}
