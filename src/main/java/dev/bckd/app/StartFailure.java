package dev.bckd.app;

import dev.bckd.model.BadInputException;
import dev.bckd.model.UnavailableException;
import java.net.BindException;

/**
 * Why the service did not start.
 *
 * @param exit code of the contract's section 2
 * @param line for people
 */
record StartFailure(int exit, String line) {
  static final int BAD_INPUT = 64;
  static final int UNAVAILABLE = 69;
  static final int DEFECT = 70;

  /**
   * Looks for what is behind a failure: the framework wraps what a part of the service has said.
   *
   * @param log file in which the whole can be read
   */
  static StartFailure of(Throwable failure, String log) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String said = String.valueOf(cause.getMessage());
      if (cause instanceof BadInputException) {
        return new StartFailure(BAD_INPUT, said);
      }
      if (cause instanceof UnavailableException) {
        return new StartFailure(UNAVAILABLE, said);
      }
      if (cause instanceof BindException) {
        return new StartFailure(UNAVAILABLE, said + "; set BCKD_HTTP_PORT to another port");
      }
    }
    return new StartFailure(
        DEFECT, "the service did not start: " + failure.getMessage() + "; see " + log);
  }
}
