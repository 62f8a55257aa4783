package dev.bckd.web.openinference;

/** Knows whether the server takes requests. */
@FunctionalInterface
public interface ServerReadiness {
  /** Whether every deployed version that can be loaded is loaded. */
  boolean ready();
}
