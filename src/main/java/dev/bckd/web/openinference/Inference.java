package dev.bckd.web.openinference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Signature;
import dev.bckd.serving.LoadedModels.Borrowed;
import java.io.IOException;
import java.util.Optional;

/** One request against one loaded version. */
final class Inference {
  private final ObjectMapper json = JsonMapper.builder().build();

  /**
   * @throws BadInputException if the request is none that this model can answer; the message names
   *     the input and what was expected
   */
  InferenceResponse answer(Borrowed borrowed, byte[] body) {
    JsonNode request = parse(body);
    for (JsonNode output : request.path("outputs")) {
      String name = output.path("name").asText();
      if (!name.equals(Signature.LOGITS)) {
        throw new BadInputException("output '" + name + "'", "expected " + Signature.LOGITS);
      }
    }
    Optional<String> id =
        Optional.of(request.path("id")).filter(JsonNode::isTextual).map(JsonNode::textValue);
    return InferenceResponse.of(
        borrowed.version(),
        id,
        borrowed.model().score(TensorReader.rows(request, borrowed.signature())));
  }

  private JsonNode parse(byte[] body) {
    try {
      JsonNode request = json.readTree(body);
      if (request == null || !request.isObject()) {
        throw new BadInputException("request", "expected a JSON object with inputs");
      }
      return request;
    } catch (JsonProcessingException e) {
      throw new BadInputException("request", "expected JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadInputException("request", "expected JSON in UTF-8");
    }
  }
}
