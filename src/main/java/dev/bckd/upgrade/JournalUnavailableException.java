package dev.bckd.upgrade;

import java.io.Serial;

/** The journal does not answer now. What was asked of it may be asked again later. */
public final class JournalUnavailableException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public JournalUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
