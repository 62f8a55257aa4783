package dev.bckd.upgrade;

import dev.bckd.model.Artifact;
import java.net.URI;
import java.nio.file.Path;

/** Where model files and reports are kept. Thread-safe. */
public interface Artifacts {
  /**
   * A local copy of an artifact, its content checked.
   *
   * @throws dev.bckd.model.BadInputException if it does not exist, or its digest is another one
   */
  Path fetch(Artifact artifact);

  /**
   * Stores a file under {@code <model>/<version>/<name>}, replacing what a repeated stage left
   * there.
   *
   * @return where it is stored
   */
  URI store(String model, String version, Path file);
}
