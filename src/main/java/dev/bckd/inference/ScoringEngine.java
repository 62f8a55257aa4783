package dev.bckd.inference;

import dev.bckd.model.Signature;
import java.nio.file.Path;

/** Loads models for scoring. Thread-safe. */
public interface ScoringEngine {
  /**
   * Loads a model and proves on one row of padding that it answers as its signature says.
   *
   * @throws dev.bckd.model.BadInputException if the file is missing, cannot be read as a model, is
   *     truncated, or has another signature; the message names the file
   */
  ScoringModel open(Path file, Signature signature);
}
