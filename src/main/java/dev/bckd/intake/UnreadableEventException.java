package dev.bckd.intake;

import java.io.Serial;

/** An event that will never be read. The message says what was expected of it. */
public final class UnreadableEventException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private static final int LONGEST = 500;

  /**
   * @param reason for people; made one line that fits into a header, whatever the event brought
   */
  public UnreadableEventException(String reason) {
    super(line(reason));
  }

  /** A text as one line of a length that a header takes. */
  static String line(String reason) {
    String line = reason.replaceAll("[\\p{Cntrl}\\p{Cs}]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
