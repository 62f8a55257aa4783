package dev.bckd.model;

import java.nio.file.Path;

/**
 * A file on this machine.
 *
 * @param origin the place that its user knows, for messages and reports: its path, or the URI that
 *     it was fetched from
 * @param path where it can be read
 */
public record LocalFile(String origin, Path path) {
  /** A file that is used where it lies. */
  public LocalFile(Path path) {
    this(path.toString(), path);
  }
}
