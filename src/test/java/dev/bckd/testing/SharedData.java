package dev.bckd.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Data sets that lie beside the repository, where they do. */
public final class SharedData {
  private SharedData() {}

  /**
   * The folder of all data sets: {@code data} under {@code BCKD_SHARED}, else {@code ../shared}.
   */
  public static Path folder() {
    return root().resolve("data");
  }

  /** The folder of the policies and suites for them. */
  public static Path acceptance() {
    return root().resolve("acceptance");
  }

  private static Path root() {
    return Path.of(Objects.requireNonNullElse(System.getenv("BCKD_SHARED"), "../shared"))
        .toAbsolutePath()
        .normalize();
  }

  /** Whether the data sets are there; for {@code @EnabledIf}. */
  public static boolean present() {
    return Files.isDirectory(folder());
  }
}
