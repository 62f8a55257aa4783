package dev.bckd.web.openinference;

import dev.bckd.model.ModelVersion;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import dev.bckd.serving.LoadedModels.Borrowed;
import java.util.ArrayList;
import java.util.List;

/**
 * How a model is called, in the protocol's words; -1 is the batch.
 *
 * @param name the model
 * @param versions those that are loaded
 * @param platform the kind of file
 * @param inputs its arguments
 * @param outputs what it answers
 */
public record ModelMetadata(
    String name,
    List<String> versions,
    String platform,
    List<Tensor> inputs,
    List<Tensor> outputs) {
  /** One tensor. */
  public record Tensor(String name, String datatype, List<Integer> shape) {}

  static ModelMetadata of(Borrowed borrowed, List<ModelVersion> loaded) {
    return new ModelMetadata(
        borrowed.version().model(),
        loaded.stream().map(ModelVersion::version).toList(),
        "pytorch_torchscript",
        borrowed.signature().inputs().stream().map(ModelMetadata::tensor).toList(),
        List.of(new Tensor(Signature.LOGITS, "FP32", logits(borrowed.model().width()))));
  }

  private static Tensor tensor(TensorSpec spec) {
    List<Integer> shape = new ArrayList<>();
    shape.add(-1);
    shape.addAll(spec.shape());
    return new Tensor(spec.name(), TensorReader.datatype(spec.type()), shape);
  }

  private static List<Integer> logits(int width) {
    return width == 1 ? List.of(-1) : List.of(-1, width);
  }
}
