package dev.bckd.model;

import java.io.Serial;

/**
 * Something a user gave us cannot be used: a file, a policy, data, a model, an argument.
 *
 * <p>The message is the one line the user sees. It names what was read, the place in it and what
 * was expected there.
 */
public final class BadInputException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param where the file, column or argument, with line and column where they are known
   * @param problem what is wrong and what was expected
   */
  public BadInputException(String where, String problem) {
    super(oneLine(where + ": " + problem));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ").strip();
  }
}
