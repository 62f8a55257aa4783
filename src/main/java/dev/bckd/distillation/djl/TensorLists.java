package dev.bckd.distillation.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.inference.djl.TorchScriptArchive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Arithmetic on lists of tensors, such as all parameters of a model, in one call of PyTorch each,
 * through a TorchScript module without weights.
 */
final class TensorLists {
  private static final TorchScriptArchive LIBRARY =
      new TorchScriptArchive(
          "TensorLists",
          """
            def copy(self, to: List[Tensor], source: List[Tensor]) -> bool:
              torch._foreach_copy_(to, source)
              return True
            def towards(self, moved: List[Tensor], aim: List[Tensor], share: float) -> bool:
              torch._foreach_lerp_(moved, aim, share)
              return True
          """,
          List.of());

  private final PtSymbolBlock module;

  TensorLists(PtNDManager manager) {
    this.module = load(LIBRARY, manager);
  }

  /** A library of functions as a module; freed with the manager. */
  static PtSymbolBlock load(TorchScriptArchive library, PtNDManager manager) {
    try {
      ByteArrayOutputStream archive = new ByteArrayOutputStream();
      library.write(archive);
      return JniUtils.loadModule(
          manager, new ByteArrayInputStream(archive.toByteArray()), true, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the values of one list into the tensors of the other, one by one. */
  void copy(List<PtNDArray> source, List<PtNDArray> to) {
    run("copy", of(to), of(source));
  }

  /** Moves every tensor the same share of the way to another, in place. */
  void towards(List<PtNDArray> moved, List<PtNDArray> aim, double share) {
    run("towards", of(moved), of(aim), IValue.from(share));
  }

  private void run(String method, IValue... arguments) {
    IValueUtils.runMethod(module, method, arguments).close();
    for (IValue argument : arguments) {
      argument.close();
    }
  }

  /** For a call of TorchScript; to be closed after it. */
  static IValue of(List<PtNDArray> arrays) {
    return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
  }
}
