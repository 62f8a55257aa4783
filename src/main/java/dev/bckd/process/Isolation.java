package dev.bckd.process;

import dev.bckd.model.BadInputException;
import java.util.Locale;

/** How much a child process is shut off. */
public enum Isolation {
  /** As far as this machine can. */
  AUTO,
  /** Not at all. */
  NONE,
  /** Wholly; where that cannot be had, no child is started. */
  REQUIRED;

  /** The variable that asks for it. */
  public static final String VARIABLE = "BCKD_ISOLATION";

  /**
   * Reads a setting.
   *
   * @throws BadInputException if it is none of the names
   */
  public static Isolation of(String value) {
    for (Isolation isolation : values()) {
      if (isolation.name().toLowerCase(Locale.ROOT).equals(value)) {
        return isolation;
      }
    }
    throw new BadInputException(VARIABLE, "expected auto, none or required, got '" + value + "'");
  }
}
