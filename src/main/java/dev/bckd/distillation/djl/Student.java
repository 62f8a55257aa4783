package dev.bckd.distillation.djl;

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
import dev.bckd.model.BadInputException;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import java.nio.file.Path;
import java.util.List;

/**
 * The incoming model's module in training. Dropout and batch statistics stay as in serving, so no
 * buffer moves; only the weights do, and of these only those that were trainable when the model was
 * saved.
 */
final class Student {
  private final String place;
  private final StudentArchive archive;
  private final PtSymbolBlock module;
  private final Answers answers;
  private final TaskType task;
  private final List<PtNDArray> weights;

  /**
   * @param file where the student will be saved; next to it lies, while the module is loaded, a
   *     copy of the incoming file if its large tables are to be trained by rows
   * @param large which tables are
   * @throws BadInputException if the incoming file is no TorchScript model, has no trainable weight
   *     or one that cannot be written back
   */
  Student(
      Path incoming,
      Path file,
      Signature signature,
      TaskType task,
      LargeTable large,
      PtNDManager manager) {
    this.place = incoming.toString();
    this.task = task;
    this.answers = new Answers(place, signature);
    this.archive = new StudentArchive(incoming, file);
    this.module = archive.trainable(large, manager);
    JniUtils.enableInferenceMode(module);
    this.weights =
        archive.distinct(
            JniUtils.moduleGetParams(module, manager).stream()
                .map(PtNDArray.class::cast)
                .filter(PtNDArray::hasGradient)
                .toList());
    if (weights.isEmpty()) {
      throw new BadInputException(
          place,
          "the model has no trainable parameter, so it cannot be distilled; save it with"
              + " torch.jit.script or trace, not torch.jit.freeze");
    }
  }

  /** The tensors that training moves; one that several modules share is there once. */
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

  /** Writes the incoming file anew with the trained weights: all else is as it came. */
  void save() {
    archive.write(weights);
  }
}
