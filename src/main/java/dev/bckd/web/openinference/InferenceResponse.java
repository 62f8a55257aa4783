package dev.bckd.web.openinference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.bckd.inference.Scores;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model answered, in the protocol's words.
 *
 * @param modelName the model
 * @param modelVersion the version that answered
 * @param id as the request had it
 * @param outputs the tensors
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record InferenceResponse(
    @JsonProperty("model_name") String modelName,
    @JsonProperty("model_version") String modelVersion,
    Optional<String> id,
    List<Output> outputs) {
  /**
   * One tensor.
   *
   * @param data row-major
   */
  public record Output(String name, String datatype, List<Integer> shape, List<Float> data) {}

  static InferenceResponse of(ModelVersion version, Optional<String> id, Scores scores) {
    List<Float> data = new ArrayList<>(scores.values().length);
    for (float value : scores.values()) {
      data.add(value);
    }
    List<Integer> shape =
        scores.width() == 1 ? List.of(scores.rows()) : List.of(scores.rows(), scores.width());
    return new InferenceResponse(
        version.model(),
        version.version(),
        id,
        List.of(new Output(Signature.LOGITS, "FP32", shape, data)));
  }
}
