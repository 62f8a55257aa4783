package dev.bckd.intake;

import dev.bckd.upgrade.Journal;

/** What happens to every event, whatever carried it: read, recorded once, and told of. */
public final class Intake {
  private final CloudEventReader reader = new CloudEventReader();
  private final Journal journal;
  private final Arrivals arrivals;

  public Intake(Journal journal, Arrivals arrivals) {
    this.journal = journal;
    this.arrivals = arrivals;
  }

  /**
   * Records the upgrade that an event announces; returns when that is committed. Repeating an event
   * changes nothing.
   *
   * @throws UnreadableEventException if the event will never be read
   */
  public Journal.Acceptance receive(RawEvent event) {
    Journal.Acceptance acceptance = journal.accept(reader.read(event));
    if (acceptance.novelty() == Journal.Novelty.NEW) {
      arrivals.accepted(acceptance.upgrade());
    }
    return acceptance;
  }
}
