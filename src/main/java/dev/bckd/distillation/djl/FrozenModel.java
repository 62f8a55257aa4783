package dev.bckd.distillation.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.inference.djl.Answers;
import dev.bckd.inference.djl.NativeMessages;
import dev.bckd.inference.djl.TorchScriptFile;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Signature;
import java.nio.file.Path;

/** A model that is asked in training and never moves. */
final class FrozenModel {
  private final String place;
  private final PtSymbolBlock module;
  private final Answers answers;

  FrozenModel(Path file, Signature signature, PtNDManager manager) {
    this.place = file.toString();
    this.answers = new Answers(place, signature);
    this.module = new TorchScriptFile(file).frozen(manager);
    JniUtils.enableInferenceMode(module);
  }

  /** Its logits, {@code [batch, classes]}; two for a binary task. */
  NDArray logits(NDList inputs) {
    int rows = Math.toIntExact(inputs.get(0).getShape().get(0));
    try {
      // A copy: autograd refuses what was computed for inference.
      return ResidentData.twoClasses(
          answers.logits(IValueUtils.forward(module, inputs, false), rows).duplicate());
    } catch (EngineException e) {
      throw new BadInputException(place, "forward() failed: " + NativeMessages.reason(e));
    }
  }
}
