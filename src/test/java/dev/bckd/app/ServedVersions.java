package dev.bckd.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which versions of each model were seen with the traffic. */
final class ServedVersions {
  private final Map<String, Set<String>> seen = new TreeMap<>();

  /** Looks now; sees nothing of a service that does not answer. */
  void look(RunningService service) throws InterruptedException {
    try {
      for (JsonNode model : service.get("/api/v1/models")) {
        if (model.hasNonNull("version")) {
          seen.computeIfAbsent(model.path("model").asText(), name -> new TreeSet<>())
              .add(model.path("version").asText());
        }
      }
    } catch (IOException e) {
      // Down, as it often is here.
      return;
    }
  }

  Set<String> of(String model) {
    return seen.getOrDefault(model, Set.of());
  }
}
