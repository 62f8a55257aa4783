package dev.bckd.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A running bckd, seen from outside: its HTTP face. */
final class Service {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final URI base;

  /**
   * @param base such as {@code http://localhost:8080}
   */
  Service(URI base) {
    this.base = base;
  }

  /** The address of something the service offers, by its path. */
  URI at(String path) {
    return base.resolve(path);
  }

  /** Whether a model answers requests now. */
  boolean ready(String model) throws InterruptedException {
    try {
      return get("/v2/models/" + model + "/ready").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The upgrades of a model, in the service's order. */
  List<JsonNode> upgrades(String model) throws IOException, InterruptedException {
    JsonNode answer = json("/api/v1/upgrades?model=" + model);
    List<JsonNode> upgrades = new ArrayList<>();
    (answer.isArray() ? answer : answer.path("upgrades")).forEach(upgrades::add);
    return upgrades;
  }

  /** One upgrade, as it is now. */
  JsonNode upgrade(String id) throws IOException, InterruptedException {
    return json("/api/v1/upgrades/" + id);
  }

  /** The report of an upgrade's last judgement. */
  JsonNode report(String id) throws IOException, InterruptedException {
    return json("/api/v1/upgrades/" + id + "/report");
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new IOException(at(path) + " answers " + answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(at(path))
            .timeout(PATIENCE)
            .header("accept", "application/json")
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
