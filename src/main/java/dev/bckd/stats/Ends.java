package dev.bckd.stats;

/**
 * Some of the two ends of an interval.
 *
 * <p>A gate passes by an end: one with a highest value where the high end keeps it, one with a
 * lowest value where the low end does.
 */
public enum Ends {
  NEITHER(""),
  LOW("-for-min"),
  HIGH("-for-max"),
  BOTH("");

  private final String suffix;

  Ends(String suffix) {
    this.suffix = suffix;
  }

  /** What the name of a method ends with that is for a gate that passes by one end. */
  String suffix() {
    return suffix;
  }

  /** The end that the name of a method says its gate passes by; neither if it says none. */
  static Ends named(String method) {
    return method.endsWith(LOW.suffix) ? LOW : method.endsWith(HIGH.suffix) ? HIGH : NEITHER;
  }
}
