package dev.bckd.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder of one child's temporary files.
 *
 * @param path where it is
 */
record OwnFolder(Path path) {
  /** Where the JVM writes what it knows of a crash; {@code %p} is the process. */
  static final String CRASH = "crash-%p.log";

  private static final String KEPT = "crash-";

  /** Deletes it, but for what is known of a crash. */
  void delete() {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(path)) {
      for (Path file : inside.sorted(Comparator.reverseOrder()).toList()) {
        delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }

  private static void delete(Path file) throws IOException {
    try {
      if (!String.valueOf(file.getFileName()).startsWith(KEPT)) {
        Files.deleteIfExists(file);
      }
    } catch (DirectoryNotEmptyException kept) {
      return;
    }
  }
}
