package dev.bckd.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.testing.Tools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** {@code src/test/python/bench.py} in a process of its own. */
final class PythonPeer implements AutoCloseable {
  /** How PyTorch's threads wait for each other. */
  static final String WAITING = "OMP_WAIT_POLICY";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader answers;
  private final Writer requests;

  PythonPeer(int threads) throws IOException {
    ProcessBuilder python =
        new ProcessBuilder(
                Tools.python(),
                Path.of("src", "test", "python", "bench.py").toString(),
                String.valueOf(threads))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    // As bckd has it: on a busy machine a PyTorch that spins is many times slower.
    python.environment().putIfAbsent(WAITING, "passive");
    this.process = python.start();
    this.answers = process.inputReader();
    this.requests = process.outputWriter();
  }

  /** Sends one request and waits for its answer. */
  JsonNode ask(String what, Map<String, Object> more) {
    Map<String, Object> request = new HashMap<>(more);
    request.put("do", what);
    try {
      requests.write(JSON.writeValueAsString(request) + "\n");
      requests.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("Python ended; its message is above");
      }
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prepares work under a name. */
  Timed open(String name, String work, Map<String, Object> more) {
    Map<String, Object> request = new HashMap<>(more);
    request.put("name", name);
    request.put("work", work);
    ask("open", request);
    return times -> {
      double seconds =
          ask("run", Map.of("name", name, "times", times))
              .get(Timed.PROCESSOR ? "processor" : "seconds")
              .asDouble();
      return seconds / times;
    };
  }

  /** Frees all work. */
  void forget() {
    ask("close", Map.of());
  }

  @Override
  public void close() {
    process.destroy();
  }
}
