package dev.bckd.cli;

import dev.bckd.gates.Decision;

/** Exit codes (contract, section 2). */
final class ExitCode {
  static final int DONE = 0;
  static final int REJECT = 1;
  static final int INCONCLUSIVE = 2;
  static final int BAD_INPUT = 64;
  static final int UNAVAILABLE = 69;
  static final int DEFECT = 70;

  private ExitCode() {}

  static int of(Decision decision) {
    return switch (decision) {
      case PROMOTE -> DONE;
      case REJECT -> REJECT;
      case INCONCLUSIVE -> INCONCLUSIVE;
    };
  }
}
