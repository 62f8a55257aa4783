package dev.bckd.app;

import dev.bckd.app.embedded.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A broker that can be killed and comes back at the same address, with what it had. */
final class BrokerInAnotherProcess implements AutoCloseable {
  private static final Set<String> TOPICS =
      Set.of("model-events", "upgrade-events", "model-events-dlq", "model-outcomes");

  private static final int SHOWN = 40;

  private final Path folder;
  private Process process;
  private String bootstrapServers;

  private BrokerInAnotherProcess(Path folder, Process process, String bootstrapServers) {
    this.folder = folder;
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  static BrokerInAnotherProcess start(Path folder) throws IOException {
    Process process = process(folder);
    return new BrokerInAnotherProcess(folder, process, answer(process, log(folder)));
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  void killAndRestart() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    String before = bootstrapServers;
    process = process(folder);
    bootstrapServers = answer(process, log(folder));
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

  /** The address that it says when it answers, last of what it writes. */
  private static String answer(Process process, Path log) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("broker at ")) {
        return line.substring("broker at ".length());
      }
    }
    List<String> said = Files.readAllLines(log);
    throw new IllegalStateException(
        "the broker did not start:\n"
            + String.join("\n", said.subList(Math.max(0, said.size() - SHOWN), said.size())));
  }

  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), TOPICS);
    System.out.println("broker at " + broker.bootstrapServers());
    new CountDownLatch(1).await();
  }
}
