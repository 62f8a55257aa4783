package dev.bckd.cli;

import java.nio.file.Path;
import java.util.Optional;

/** The folder that keeps what outlives a command. */
final class Home {
  private Home() {}

  /** {@code BCKD_HOME}, else {@code .bckd}. */
  static Path folder() {
    return Path.of(Optional.ofNullable(System.getenv("BCKD_HOME")).orElse(".bckd"));
  }
}
