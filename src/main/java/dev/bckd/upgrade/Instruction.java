package dev.bckd.upgrade;

/**
 * What a person told an upgrade to do is recorded with who and why; when is the entry's time.
 *
 * @param by who
 * @param why in their words; may be empty
 */
public record Instruction(String by, String why) {
  @Override
  public String toString() {
    return why.isBlank() ? "by " + by : "by " + by + ": " + why;
  }
}
