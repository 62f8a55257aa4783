package dev.bckd.cli;

/** Exit codes (contract, section 2). */
final class ExitCode {
  static final int DONE = 0;
  static final int REJECT = 1;
  static final int INCONCLUSIVE = 2;
  static final int BAD_INPUT = 64;
  static final int DEFECT = 70;

  private ExitCode() {}
}
