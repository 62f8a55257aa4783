package dev.bckd.upgrade;

import java.io.Serial;

/**
 * The process that did a stage's work ended without a result: it crashed, ran out of memory, took
 * too long or was killed. The stage may be tried again; what does it every time is a model's or
 * bckd's fault.
 */
public final class WorkerDiedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message what it was doing and how it ended, one line
   */
  public WorkerDiedException(String message) {
    super(message.replaceAll("\\s*\\R\\s*", " ").strip());
  }
}
