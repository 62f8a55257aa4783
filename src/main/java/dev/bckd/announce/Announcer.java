package dev.bckd.announce;

import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.JournalEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tells the journal, in its order, each entry at least once.
 *
 * <p>The journal is the outbox: entries are told first and the bookmark moved after, so that a
 * crash between the two repeats events and never loses one. Without a crash or a broken connection
 * each is told once.
 */
public final class Announcer {
  /** So many entries, at the most, are in memory and on their way to the broker together. */
  public static final int AT_ONCE = 1000;

  private final Journal journal;
  private final Bookmark bookmark;
  private final Publisher publisher;

  public Announcer(Journal journal, Bookmark bookmark, Publisher publisher) {
    this.journal = journal;
    this.bookmark = bookmark;
    this.publisher = publisher;
  }

  /** Tells what is new, up to a limit; returns the number of entries passed. */
  public int announce() {
    List<JournalEntry> entries = new ArrayList<>();
    bookmark.advance(
        position -> {
          entries.addAll(journal.after(position, AT_ONCE));
          if (entries.isEmpty()) {
            return position;
          }
          publisher.publish(events(entries));
          return entries.get(entries.size() - 1).position();
        });
    return entries.size();
  }

  private List<UpgradeEvent> events(List<JournalEntry> entries) {
    Map<UUID, List<JournalEntry>> histories = before(entries);
    List<UpgradeEvent> events = new ArrayList<>();
    for (JournalEntry entry : entries) {
      List<JournalEntry> history =
          histories.computeIfAbsent(entry.upgrade(), upgrade -> new ArrayList<>());
      history.add(entry);
      events.addAll(UpgradeEvents.of(history));
    }
    return events;
  }

  /** What the upgrades had done before the first of these entries. */
  private Map<UUID, List<JournalEntry>> before(List<JournalEntry> entries) {
    Set<UUID> upgrades =
        entries.stream().map(JournalEntry::upgrade).collect(Collectors.toUnmodifiableSet());
    Map<UUID, List<JournalEntry>> histories = new HashMap<>();
    for (JournalEntry entry : journal.upTo(entries.get(0).position() - 1, upgrades)) {
      histories.computeIfAbsent(entry.upgrade(), upgrade -> new ArrayList<>()).add(entry);
    }
    return histories;
  }
}
