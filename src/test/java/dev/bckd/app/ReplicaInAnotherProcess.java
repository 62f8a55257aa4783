package dev.bckd.app;

import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.jdbc.JdbcJournal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.postgresql.ds.PGSimpleDataSource;

/** A replica that can be killed: it takes a model and never finishes judging. */
final class ReplicaInAnotherProcess implements AutoCloseable {
  static final String NAME = "killed";

  private final Process process;

  private ReplicaInAnotherProcess(Process process) {
    this.process = process;
  }

  static ReplicaInAnotherProcess start(String url, String password, String schema)
      throws IOException {
    return new ReplicaInAnotherProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ReplicaInAnotherProcess.class.getName(),
                url,
                password,
                schema)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Done when the model is being judged there. */
  CompletableFuture<Void> hasTaken(String model) {
    return CompletableFuture.runAsync(
        () -> {
          try (BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            if (!model.equals(lines.readLine())) {
              throw new IllegalStateException("it ended before it took " + model);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] arguments) throws InterruptedException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(arguments[0]);
    source.setUser("postgres");
    source.setPassword(arguments[1]);
    source.setCurrentSchema(arguments[2]);
    Journal journal = new JdbcJournal(source, Clock.systemUTC());
    LeasesTest.leases(source, journal, NAME, 1, ReplicaInAnotherProcess::forEver).start();
    new CountDownLatch(1).await();
  }

  private static Step forEver(Upgrade upgrade) {
    System.out.println(upgrade.version().model());
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("interrupted");
  }
}
