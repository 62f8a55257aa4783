package dev.bckd.intake;

import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.JournalUnavailableException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

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
   * Records the upgrades that events announce, in their order; returns when that is committed. An
   * event that cannot be read keeps none of the others from being recorded. Repeating an event
   * changes nothing.
   *
   * @return what became of each, in their order
   * @throws JournalUnavailableException if the journal cannot be asked now; trying again is safe
   */
  public List<Receipt> receive(List<RawEvent> events) {
    List<Announcement> announcements = new ArrayList<>();
    List<Optional<Receipt.Refused>> refusals = new ArrayList<>();
    for (RawEvent event : events) {
      try {
        announcements.add(reader.read(event));
        refusals.add(Optional.empty());
      } catch (UnreadableEventException e) {
        refusals.add(Optional.of(new Receipt.Refused(String.valueOf(e.getMessage()))));
      }
    }
    Iterator<Receipt> receipts = record(announcements).iterator();
    return refusals.stream()
        .map(refusal -> refusal.map(Receipt.class::cast).orElseGet(receipts::next))
        .toList();
  }

  private List<Receipt> record(List<Announcement> announcements) {
    try {
      return journal.acceptAll(announcements).stream().map(this::told).toList();
    } catch (JournalUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      return announcements.size() == 1
          ? List.of(
              new Receipt.Refused(UnreadableEventException.line(String.valueOf(e.getMessage()))))
          : announcements.stream().flatMap(one -> record(List.of(one)).stream()).toList();
    }
  }

  private Receipt told(Journal.Acceptance acceptance) {
    if (acceptance.novelty() == Journal.Novelty.NEW) {
      arrivals.accepted(acceptance.upgrade());
    }
    return new Receipt.Recorded(acceptance);
  }
}
