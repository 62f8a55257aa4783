package dev.bckd.process;

/** Starts children. Thread-safe. */
@FunctionalInterface
public interface ChildStarter {
  /**
   * Starts a child.
   *
   * @throws java.io.UncheckedIOException if the system does not start it, or a folder cannot be
   *     made
   */
  ChildProcess start(ChildSpec spec);
}
