package dev.bckd.distillation.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.distillation.djl.loss.Forward;
import dev.bckd.inference.djl.Answers;
import dev.bckd.inference.djl.NativeMessages;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Signature;
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
  private final List<PtNDArray> weights;

  /**
   * @param large which tables have their gradient by rows
   * @throws BadInputException if the file is no TorchScript model, has no trainable weight or one
   *     that cannot be written back
   */
  Student(Path incoming, Signature signature, LargeTable large, PtNDManager manager) {
    this(incoming, signature, large, Precision.FULL, manager);
  }

  /**
   * The same in another precision.
   *
   * @param precision in which it computes
   */
  Student(
      Path incoming,
      Signature signature,
      LargeTable large,
      Precision precision,
      PtNDManager manager) {
    this.place = incoming.toString();
    this.answers = new Answers(place, signature);
    this.archive = new StudentArchive(incoming);
    this.module = archive.trainable(large, precision, manager);
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

  /** The tensors that training moves, by name; one that several modules share is there once. */
  List<PtNDArray> weights() {
    return weights;
  }

  /** The logits with their graph, {@code [batch, classes]}; two for a binary task. */
  NDArray logits(NDList inputs) {
    return forward(inputs).logits();
  }

  /** What the module answers, with its graph. */
  Forward forward(NDList inputs) {
    int rows = Math.toIntExact(inputs.get(0).getShape().get(0));
    try {
      NDList outputs = IValueUtils.forward(module, inputs, true);
      return new Forward(
          ResidentData.twoClasses(answers.logits(outputs, rows)), answers.embedding(outputs, rows));
    } catch (EngineException e) {
      throw new BadInputException(place, "forward() failed: " + NativeMessages.reason(e));
    }
  }

  /**
   * Writes the incoming file anew with other weights: all else is as it came.
   *
   * @param values by the names of {@link #weights}, on any device
   */
  void save(List<PtNDArray> values, Path file) {
    archive.write(values, file);
  }
}
