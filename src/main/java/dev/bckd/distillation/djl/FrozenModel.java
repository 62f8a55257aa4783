package dev.bckd.distillation.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
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
import java.util.ArrayList;
import java.util.List;

/** A model that is asked in training and never moves. */
final class FrozenModel {
  private final String place;
  private final PtSymbolBlock module;
  private final Answers answers;
  private final List<NDArray> parameters;
  private final List<Float> sums;

  FrozenModel(Path file, Signature signature, PtNDManager manager) {
    this.place = file.toString();
    this.answers = new Answers(place, signature);
    this.module = new TorchScriptFile(file).frozen(manager);
    JniUtils.enableInferenceMode(module);
    this.parameters = JniUtils.moduleGetParams(module, manager);
    this.sums = sums();
  }

  /** One for each parameter, which differ where one does, but for chance. */
  private List<Float> sums() {
    List<Float> all = new ArrayList<>();
    for (NDArray parameter : parameters) {
      try (NDArray sum = parameter.sum()) {
        all.add(sum.toType(DataType.FLOAT32, false).getFloat());
      }
    }
    return all;
  }

  /**
   * @throws BadInputException if its parameters are other ones than when it was loaded
   */
  void requireUnchanged() {
    if (!sums().equals(sums)) {
      throw new BadInputException(place, "its parameters changed while it was asked in training");
    }
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
