package dev.bckd.app;

import java.util.List;

/** Something that runs in front of the started service, by the command it was started with. */
public interface Foreground {
  /** The command, such as {@code demo}. */
  String command();

  /**
   * Runs; when it returns, the service stops. Interrupted when the service stops before.
   *
   * @param arguments those after the command
   * @return the exit code
   */
  int run(List<String> arguments) throws InterruptedException;
}
