package dev.bckd.model;

import java.io.Serial;

/**
 * A service or a resource that bckd needs cannot be had now: a store that is down, a download that
 * broke off, an answer that came too late. What was asked may be asked again later; what can never
 * succeed is a {@link BadInputException}.
 *
 * <p>The message is the one line the user sees.
 */
public final class UnavailableException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public UnavailableException(String message) {
    super(message);
  }

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
