package dev.bckd.upgrade;

import dev.bckd.model.Artifact;
import java.net.URI;
import java.nio.file.Path;

/** Where model files and reports are kept. Thread-safe. */
public interface Artifacts {
  /**
   * A local copy of an artifact, its content checked.
   *
   * @throws dev.bckd.model.BadInputException if it cannot be had: it does not exist, its digest is
   *     another one, it is too large, it lies where nothing may be read
   * @throws dev.bckd.model.UnavailableException if it cannot be had now
   */
  Path fetch(Artifact artifact);

  /**
   * Stores a file under {@code <model>/<version>/<name>}, replacing what a repeated stage left
   * there.
   *
   * @return where it is stored
   * @throws dev.bckd.model.UnavailableException if it cannot be stored now
   */
  URI store(String model, String version, Path file);

  /**
   * Keeps what is to be served, so that it can be fetched when the file it came from has changed or
   * is gone. Does nothing where nothing is served.
   *
   * @throws dev.bckd.model.UnavailableException if it cannot be kept now
   */
  default void keep(Artifact artifact) {}
}
