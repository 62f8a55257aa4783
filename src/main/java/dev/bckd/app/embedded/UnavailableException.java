package dev.bckd.app.embedded;

import java.io.Serial;

/** A service or a resource that bckd needs cannot be had. The message is what the user sees. */
public final class UnavailableException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public UnavailableException(String message) {
    super(message);
  }

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
