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
import dev.bckd.inference.djl.TorchScriptFile;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Signature;
import java.nio.file.Path;
import java.util.List;

/**
 * The incoming model's module in training. Dropout and batch statistics stay as in serving; only
 * the weights move, and of these only those that were trainable when the model was saved.
 */
final class Student {
  private final String place;
  private final PtSymbolBlock module;
  private final Answers answers;
  private final List<PtNDArray> weights;

  /**
   * @throws BadInputException if the file is no TorchScript model or has no trainable weight
   */
  Student(Path incoming, Signature signature, PtNDManager manager) {
    this.place = incoming.toString();
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

  /** The tensors that training moves, by their names in the model. */
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

  /** The module, for an adapter's own use. */
  PtSymbolBlock module() {
    return module;
  }
}
