package dev.bckd.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bckd.testing.TinyTask;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which versions of each model were seen with the traffic, or answered. */
final class ServedVersions {
  private final Map<String, Set<String>> seen = new TreeMap<>();

  /**
   * Looks now, and asks each model; sees nothing of a service that is down.
   *
   * @return the version of each model that answered
   */
  Map<String, String> look(RunningService service, List<String> models)
      throws InterruptedException {
    Map<String, String> answering = new TreeMap<>();
    try {
      for (JsonNode model : service.get("/api/v1/models")) {
        saw(model.path("model").asText(), model.path("version"));
      }
      for (String model : models) {
        JsonNode version = service.answer(model, TinyTask.ROW).path("model_version");
        saw(model, version);
        if (version.isTextual()) {
          answering.put(model, version.asText());
        }
      }
    } catch (IOException e) {
      // Down, as it often is here.
      return answering;
    }
    return answering;
  }

  Set<String> of(String model) {
    return seen.getOrDefault(model, Set.of());
  }

  private void saw(String model, JsonNode version) {
    if (version.isTextual()) {
      seen.computeIfAbsent(model, name -> new TreeSet<>()).add(version.asText());
    }
  }
}
