package dev.bckd.upgrade.process;

import java.io.IOException;
import java.io.Serial;

/** A line that is no message. */
final class GarbledException extends IOException {
  @Serial private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  GarbledException(String line) {
    super("it said what is no message: " + line.substring(0, Math.min(SHOWN, line.length())));
  }
}
