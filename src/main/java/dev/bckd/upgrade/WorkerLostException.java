package dev.bckd.upgrade;

import java.io.Serial;

/** The process that carried out a stage died, or was ended because it hung. */
public final class WorkerLostException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param reason one line for people: how it ended, and the last it said
   */
  public WorkerLostException(String reason) {
    super(reason);
  }
}
