package dev.bckd.model.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Folders that another process may delete at any time. */
final class Folders {
  private Folders() {}

  /** Bytes of the largest file in it; its files are one content under several names. */
  static long largest(Path folder) {
    long largest = 0;
    for (Path file : files(folder)) {
      // One that another process has deleted has no bytes.
      largest = Math.max(largest, file.toFile().length());
    }
    return largest;
  }

  /** When it was last changed; empty where it is gone. */
  static Optional<Instant> modified(Path path) {
    try {
      return Optional.of(Files.getLastModifiedTime(path).toInstant());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Deletes it with the files in it. */
  static void delete(Path folder) throws IOException {
    for (Path file : files(folder)) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
