package dev.bckd.distillation.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import dev.bckd.distillation.djl.loss.Copies;
import dev.bckd.inference.djl.TorchScriptArchive;
import java.util.List;
import java.util.function.Function;

/**
 * Brings batches from the host to the training device. A GPU fetches them from pinned memory while
 * the program goes on; PyTorch keeps that memory until the copy is done.
 *
 * @see <a href="https://pytorch.org/docs/stable/notes/cuda.html#use-pinned-memory-buffers">pinned
 *     memory</a>
 */
final class PinnedCopies implements Copies {
  private static final TorchScriptArchive LIBRARY =
      new TorchScriptArchive(
          "PinnedCopies",
          """
            def pinned(self, host: Tensor, device: str) -> Tensor:
              pinned = torch.pin_memory(host)
              return torch.to(pinned, torch.device(device), ops.prim.dtype(pinned), True)
            def copied(self, host: Tensor, device: str) -> Tensor:
              return torch.to(host, torch.device(device), ops.prim.dtype(host), True)
          """,
          List.of());

  private final PtSymbolBlock module;
  private final Device device;

  /**
   * @param manager of the training device
   */
  PinnedCopies(PtNDManager manager) {
    this.module = TensorLists.load(LIBRARY, manager);
    this.device = manager.getDevice();
  }

  /**
   * Tensors on the training device whose numbers come from Java.
   *
   * @param made makes them, with the manager given: on a GPU one of the host's memory
   * @param scope owner of the answer, on the training device
   */
  NDList made(Function<NDManager, NDList> made, NDManager scope) {
    if (!device.isGpu()) {
      return made.apply(scope);
    }
    try (NDManager host = scope.newSubManager(Device.cpu())) {
      NDList moved = new NDList();
      made.apply(host).forEach(tensor -> moved.add(moved(tensor, scope)));
      return moved;
    }
  }

  /** On a CPU the answer shares the memory of the host's tensor. */
  @Override
  public PtNDArray moved(NDArray host, NDManager scope) {
    String method = device.isGpu() ? "pinned" : "copied";
    String name = device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
    try (IValue tensor = IValue.from((PtNDArray) host);
        IValue place = IValue.from(name);
        IValue moved = IValueUtils.runMethod(module, method, tensor, place)) {
      PtNDArray answer = moved.toTensor((PtNDManager) scope);
      answer.attach(scope);
      return answer;
    }
  }
}
