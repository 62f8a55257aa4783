package dev.bckd.policy.yaml;

import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import java.util.List;

/** Reads how a model is called. */
final class SignatureReader {
  private static final int LARGEST_DIMENSION = 1_000_000;

  private SignatureReader() {}

  static Signature read(YamlValue value, TaskType task) {
    YamlMap map = value.map();
    YamlValue inputs = map.required("inputs");
    YamlValue outputs = map.required("outputs");
    Signature signature =
        new Signature(
            inputs.list().stream().map(SignatureReader::input).toList(),
            outputs.list().stream().map(YamlValue::text).toList());
    if (signature.inputs().isEmpty()) {
      throw inputs.expected("a list of at least one input");
    }
    String needed = task == TaskType.EMBEDDING ? Signature.EMBEDDING : Signature.LOGITS;
    if (!signature.outputs().contains(needed)) {
      throw outputs.expected("an output named '" + needed + "'");
    }
    map.end();
    return signature;
  }

  private static TensorSpec input(YamlValue value) {
    YamlMap map = value.map();
    List<Integer> shape =
        map.optional("shape").map(YamlValue::list).orElse(List.of()).stream()
            .map(dimension -> (int) dimension.whole(1, LARGEST_DIMENSION))
            .toList();
    TensorSpec spec =
        new TensorSpec(
            map.required("name").text(),
            map.required("column").text(),
            map.required("type").constant(ElementType.class),
            shape,
            map.optional("pad").map(v -> v.whole(Long.MIN_VALUE, Long.MAX_VALUE)).orElse(0L));
    map.end();
    return spec;
  }
}
