package dev.bckd.inference.djl;

import java.util.List;

/** The one line of a native error that says what went wrong. */
public final class NativeMessages {
  private static final int LONGEST = 240;

  private NativeMessages() {}

  /**
   * For an error inside the model's code the last line of its trace, else the first line of the
   * message.
   */
  public static String reason(Throwable error) {
    List<String> lines =
        String.valueOf(error.getMessage()).lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return error.getClass().getSimpleName();
    }
    boolean traced = lines.stream().anyMatch(line -> line.startsWith("Traceback"));
    String line = lines.get(traced ? lines.size() - 1 : 0).strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
