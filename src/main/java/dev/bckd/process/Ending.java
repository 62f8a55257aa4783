package dev.bckd.process;

import java.util.Optional;

/**
 * How a child ended.
 *
 * @param overuse what it had used too much of, where it was ended for that
 * @param exit its exit code; above 128 the number of the signal that ended it, plus 128
 * @param lastLines what it wrote last to its standard error
 */
public record Ending(Optional<String> overuse, int exit, String lastLines) {
  static final int UNKNOWN = -1;

  /** The JVM's own code where its heap is full and it was told to end then. */
  private static final int OUT_OF_HEAP = 3;

  private static final int SIGNALLED = 128;
  private static final String CRASH = "#  ";

  /** In words, one line. */
  public String describe() {
    String said = lastLines.strip();
    return overuse.isPresent()
        ? overuse.get()
        : how() + (said.isEmpty() ? "" : "; its last line: " + telling(said));
  }

  private String how() {
    if (exit == UNKNOWN) {
      return "it cannot be ended";
    }
    if (exit == OUT_OF_HEAP) {
      return "its Java heap was too small";
    }
    return exit > SIGNALLED ? "it was ended by " + signal(exit - SIGNALLED) : "exit code " + exit;
  }

  private static String signal(int number) {
    return switch (number) {
      case 4 -> "SIGILL";
      case 6 -> "SIGABRT, a crash in native code";
      case 7 -> "SIGBUS";
      case 8 -> "SIGFPE";
      case 9 -> "SIGKILL: by somebody, or by the system for want of memory";
      case 11 -> "SIGSEGV, a crash in native code";
      case 15 -> "SIGTERM";
      default -> "signal " + number;
    };
  }

  /** The JVM's account of a crash ends with how to report it; what it was comes before. */
  private static String telling(String said) {
    return said.lines()
        .filter(line -> line.startsWith(CRASH))
        .map(line -> line.substring(CRASH.length()))
        .findFirst()
        .orElse(said.substring(said.lastIndexOf('\n') + 1));
  }
}
