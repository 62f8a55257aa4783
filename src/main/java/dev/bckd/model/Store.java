package dev.bckd.model;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps files under names of parts between slashes. Thread-safe. */
public interface Store {
  /**
   * Keeps a copy of a file, in the place of what had the name. It is there whole or not at all.
   *
   * @return where it is
   * @throws UnavailableException if it cannot be kept now
   */
  URI put(String name, Path file);

  /**
   * Where the file of a name is; empty where there is none.
   *
   * @throws UnavailableException if nobody can tell now
   */
  Optional<URI> find(String name);

  /** Whether a place is in this store. */
  boolean holds(URI uri);
}
