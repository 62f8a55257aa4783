package dev.bckd.upgrade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where an upgrade's files are made before they are stored. */
final class WorkFolder {
  private WorkFolder() {}

  static Path of(Path work, Upgrade upgrade) {
    try {
      return Files.createDirectories(work.resolve(upgrade.id().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder in " + work, e);
    }
  }
}
