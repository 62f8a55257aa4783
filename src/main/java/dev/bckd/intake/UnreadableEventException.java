package dev.bckd.intake;

import java.io.Serial;

/** An event that will never be read. The message says what was expected of it. */
public final class UnreadableEventException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public UnreadableEventException(String reason) {
    super(reason);
  }
}
