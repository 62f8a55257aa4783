package dev.bckd.app;

import dev.bckd.app.embedded.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A broker that can be killed and comes back at the same address, with what it had. */
final class BrokerInAnotherProcess implements AutoCloseable {
  private static final Set<String> TOPICS =
      Set.of("model-events", "upgrade-events", "model-events-dlq", "model-outcomes");

  private static final int SHOWN = 40;

  /** Another process may take a port between its choice and its use, or hold it for a while. */
  private static final int TRIES = 3;

  private final Path folder;
  private Process process;
  private String bootstrapServers;

  private BrokerInAnotherProcess(Path folder) {
    this.folder = folder;
  }

  static BrokerInAnotherProcess start(Path folder) throws IOException {
    BrokerInAnotherProcess broker = new BrokerInAnotherProcess(folder);
    broker.start();
    return broker;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  void killAndRestart() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    String before = bootstrapServers;
    start();
    if (!bootstrapServers.equals(before)) {
      throw new IllegalStateException("the broker moved to " + bootstrapServers);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static Path log(Path folder) {
    return folder.resolveSibling("broker.log");
  }

  private static Process process(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            BrokerInAnotherProcess.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
        .start();
  }

  private void start() throws IOException {
    List<String> said = new ArrayList<>();
    for (int attempt = 0; attempt < TRIES; attempt++) {
      process = process(folder);
      Optional<String> address = answer(process, said);
      if (address.isPresent()) {
        bootstrapServers = address.get();
        return;
      }
    }
    said.addAll(Files.readAllLines(log(folder)));
    throw new IllegalStateException(
        "the broker did not start:\n"
            + String.join("\n", said.subList(Math.max(0, said.size() - SHOWN), said.size())));
  }

  /** The address that it says when it answers; empty if it ends before. */
  private static Optional<String> answer(Process process, List<String> said) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("broker at ")) {
        return Optional.of(line.substring("broker at ".length()));
      }
      said.add(line);
    }
    return Optional.empty();
  }

  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), TOPICS);
    System.out.println("broker at " + broker.bootstrapServers());
    new CountDownLatch(1).await();
  }
}
