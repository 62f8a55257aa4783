package dev.bckd.intake;

import dev.bckd.upgrade.Journal;

/** What became of an event. */
public sealed interface Receipt {
  /** It is in the journal, now or since it came before. */
  record Recorded(Journal.Acceptance acceptance) implements Receipt {}

  /**
   * It never will be.
   *
   * @param reason one line for who announced it
   */
  record Refused(String reason) implements Receipt {}
}
