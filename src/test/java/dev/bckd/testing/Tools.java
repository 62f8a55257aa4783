package dev.bckd.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the machine that tests may call. */
public final class Tools {
  /** Names the Python that has the modules of complete tests; {@code python3} unless set. */
  static final String PYTHON_PROPERTY = "bckd.python";

  private static final long IMPORT_LIMIT_SECONDS = 120;

  private Tools() {}

  /** The Python interpreter for oracles: the property {@code bckd.python}, else {@code python3}. */
  public static String python() {
    return System.getProperty(PYTHON_PROPERTY, "python3");
  }

  /** Where a program is on the PATH. */
  public static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder).resolve(program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** Whether {@link #python()} imports a module. */
  static boolean pythonImports(String module) {
    try {
      Process process =
          new ProcessBuilder(python(), "-c", "import " + module)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(IMPORT_LIMIT_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while asking for " + module, e));
    }
  }
}
