package dev.bckd.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.bckd.model.BadInputException;
import dev.bckd.model.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Talks to a running service.
 *
 * @param service its address
 */
record ServiceClient(URI service) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What the service answers.
   *
   * @param path below {@code /api/v1}
   * @throws BadInputException if it refuses the request
   * @throws UnavailableException if it cannot be asked
   */
  JsonNode get(String... path) {
    return send(request(path).GET().build());
  }

  /** Sends a body; else as {@link #get}. */
  JsonNode post(Map<String, String> body, String... path) {
    String text = JSON.valueToTree(body).toString();
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(text))
            .build());
  }

  private HttpRequest.Builder request(String... path) {
    String below =
        Arrays.stream(path)
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/", "/api/v1/", ""));
    return HttpRequest.newBuilder(URI.create(service + below)).timeout(PATIENCE);
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
      return read(client.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UnavailableException("the service at " + service + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted while " + service + " was asked", e);
    }
  }

  private JsonNode read(HttpResponse<String> response) {
    JsonNode body = parsed(response.body());
    String said = body.path("detail").asText("status " + response.statusCode());
    if (response.statusCode() >= 500) {
      throw new UnavailableException("the service at " + service + " says: " + said);
    }
    if (response.statusCode() >= 300) {
      throw new BadInputException(service.toString(), said);
    }
    return body;
  }

  private static JsonNode parsed(String body) {
    try {
      return body.isEmpty() ? JsonNodeFactory.instance.missingNode() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }
}
