package dev.bckd.distillation.djl;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.inference.djl.Answers;
import dev.bckd.inference.djl.NativeMessages;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.inference.djl.TorchScriptFile;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The incoming model's module in training. Dropout and batch statistics stay as in serving; only
 * the weights move, and of these only those that were trainable when the model was saved.
 */
final class Student {
  private final String place;
  private final PtSymbolBlock module;
  private final Answers answers;
  private final TaskType task;
  private final List<PtNDArray> weights;

  /**
   * @throws BadInputException if the file is no TorchScript model or has no trainable weight
   */
  Student(Path incoming, Signature signature, TaskType task, PtNDManager manager) {
    this.place = incoming.toString();
    this.task = task;
    this.answers = new Answers(place, signature);
    this.module = new TorchScriptFile(incoming).trainable(manager);
    JniUtils.enableInferenceMode(module);
    this.weights =
        JniUtils.moduleGetParams(module, manager).stream()
            .map(PtNDArray.class::cast)
            .filter(PtNDArray::hasGradient)
            .toList();
    if (weights.isEmpty()) {
      throw new BadInputException(
          place,
          "the model has no trainable parameter, so it cannot be distilled; save it with"
              + " torch.jit.script or trace, not torch.jit.freeze");
    }
  }

  /** The tensors that training moves. */
  List<PtNDArray> weights() {
    return weights;
  }

  /** The logits with their graph: {@code [batch]} for a binary task, else two axes. */
  NDArray logits(NDList inputs) {
    int rows = Math.toIntExact(inputs.get(0).getShape().get(0));
    NDList outputs;
    try {
      outputs = IValueUtils.forward(module, inputs, true);
    } catch (EngineException e) {
      throw new BadInputException(place, "forward() failed: " + NativeMessages.reason(e));
    }
    NDArray logits = answers.logits(outputs, rows);
    return task == TaskType.BINARY ? logits.reshape(rows) : logits;
  }

  /** Writes the module as a plain TorchScript file that loads without a GPU. */
  void save(Path file) {
    Path written = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      write(module, written);
      if (!weights.get(0).getDevice().equals(Device.cpu())) {
        moveToCpu(written);
      }
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void moveToCpu(Path file) throws IOException {
    try (PtNDManager cpu = TorchRuntime.newManager(Device.cpu())) {
      write(new TorchScriptFile(file).trainable(cpu), file);
    }
  }

  private static void write(PtSymbolBlock module, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      JniUtils.writeModule(module, out, false);
    }
  }
}
