package dev.bckd.inference;

import java.io.Serial;

/** A model does not answer now, because of itself or of what runs it; it may answer later. */
public final class ModelUnavailableException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, one line
   */
  public ModelUnavailableException(String message) {
    super(message);
  }
}
