package dev.bckd.app;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The broker and the database that the service itself starts, in an empty folder, for all tests
 * that run against the started service.
 */
public final class FoundationsResource implements QuarkusTestResourceLifecycleManager {
  private static final Path HOME = Path.of("target/service-test");

  private @Nullable Foundations foundations;

  @Override
  public Map<String, String> start() {
    empty(HOME);
    Foundations started = Foundations.start(Settings.of(Map.of("BCKD_HOME", HOME.toString())));
    foundations = started;
    Map<String, String> configuration = new HashMap<>(started.configuration());
    configuration.put("quarkus.http.test-port", "0");
    return configuration;
  }

  @Override
  public void stop() {
    if (foundations != null) {
      foundations.close();
    }
  }

  private static void empty(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
