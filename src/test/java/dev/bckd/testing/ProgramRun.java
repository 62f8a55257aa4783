package dev.bckd.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of a program, to its end.
 *
 * @param exit its exit code
 * @param out what it wrote on standard output
 * @param err what it wrote on standard error
 */
public record ProgramRun(int exit, String out, String err) {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** The root of the project, where {@code bckd} is. */
  public static Path projectRoot() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  }

  /** Runs the {@code bckd} of this project in a folder. */
  public static ProgramRun ofBckd(Path folder, Map<String, String> environment, String... words) {
    String bckd = projectRoot().resolve("bckd").toString();
    return of(folder, environment, Stream.concat(Stream.of(bckd), Stream.of(words)).toList());
  }

  /**
   * Runs a command in a folder.
   *
   * @param environment what is set besides the environment of this process; empty unsets
   * @throws IllegalStateException if it does not end within ten minutes
   */
  public static ProgramRun of(Path folder, Map<String, String> environment, List<String> command) {
    try {
      Path out = Files.createTempFile("bckd-run", ".out");
      Path err = Files.createTempFile("bckd-run", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      environment.forEach(
          (name, value) -> {
            if (value.isEmpty()) {
              builder.environment().remove(name);
            } else {
              builder.environment().put(name, value);
            }
          });
      int exit = await(builder.start(), command);
      ProgramRun run = new ProgramRun(exit, Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int await(Process process, List<String> command) {
    try {
      if (process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      throw new IllegalStateException(command + " did not end within " + LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command, e);
    } finally {
      process.destroyForcibly();
    }
  }
}
