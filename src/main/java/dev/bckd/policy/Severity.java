package dev.bckd.policy;

import java.util.Locale;

/** What a gate that does not pass means. */
public enum Severity {
  /** It holds the upgrade back. */
  BLOCKING,
  /** It is reported. */
  WARNING;

  /** The name used in suites and reports: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
