package dev.bckd.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.testing.ProgramRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code bckd serve}, as its user starts it, in a process of its own. */
final class RunningService implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final int port;

  private RunningService(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it with a broker and a database of its own; its console goes to a file. */
  static RunningService start(Path home, Path policies) throws IOException {
    return start(home, policies, Map.of());
  }

  /** Starts it with further environment. */
  static RunningService start(Path home, Path policies, Map<String, String> environment)
      throws IOException {
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(ProgramRun.projectRoot().resolve("bckd").toString(), "serve")
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(home.resolveSibling("serve.log").toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "BCKD_HOME",
                home.toString(),
                "BCKD_POLICIES",
                policies.toString(),
                "BCKD_FILE_ROOTS",
                policies.resolveSibling("").toString(),
                "BCKD_HTTP_PORT",
                String.valueOf(port)));
    builder.environment().putAll(environment);
    return new RunningService(builder.start(), port);
  }

  /** Whether it says that it is ready. */
  boolean ready() {
    try {
      return HTTP.send(request("/q/health/ready").build(), HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(
        HTTP.send(request(path).build(), HttpResponse.BodyHandlers.ofString()).body());
  }

  /** Announces a version; the answer is the upgrade. */
  JsonNode announce(String model, String version, Path artifact)
      throws IOException, InterruptedException {
    return announce(model, version, artifact.toUri());
  }

  /** Announces a version that may lie on another machine; the answer is the upgrade. */
  JsonNode announce(String model, String version, URI artifact)
      throws IOException, InterruptedException {
    String event =
        """
        {"specversion": "1.0", "id": "event-%s", "source": "/training",
         "type": "dev.bckd.model.published.v1", "datacontenttype": "application/json",
         "data": {"model": "%s", "version": "%s", "artifact": {"uri": "%s"}}}
        """
            .formatted(version, model, version, artifact);
    HttpRequest post =
        request("/api/v1/model-events")
            .header("content-type", "application/cloudevents+json; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build();
    HttpResponse<String> answer = HTTP.send(post, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /** A model's answer to a request, or what was said instead of one. */
  String infer(String model, String body) throws IOException, InterruptedException {
    // Which version answered is in the answer too: only what it answered shall be compared.
    return answer(model, body).path("outputs").toString();
  }

  /** Everything that is answered to a request. */
  JsonNode answer(String model, String body) throws IOException, InterruptedException {
    HttpRequest post =
        request("/v2/models/" + model + "/infer")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(HTTP.send(post, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** What an address answers. */
  String text(String path) throws IOException, InterruptedException {
    return HTTP.send(request(path).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Its address. */
  String url() {
    return "http://localhost:" + port;
  }

  long pid() {
    return process.pid();
  }

  /** Its child processes that run a main class. */
  List<ProcessHandle> children(String main) {
    return process
        .descendants()
        .filter(ProcessHandle::isAlive)
        .filter(child -> commandLine(child).endsWith(main + "\0"))
        .toList();
  }

  /** The handle's own is cut short where the class path is long. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException ended) {
      return "";
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  /** SIGKILL: no handler of its own runs. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM, and its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("it did not stop within 30 s");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
