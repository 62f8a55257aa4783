package dev.bckd.announce;

import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.JournalEntry;
import java.util.List;

/**
 * Tells the journal, in its order, each entry at least once.
 *
 * <p>The journal is the outbox: an entry is told first and the bookmark moved after, so that a
 * crash between the two repeats an event and never loses one.
 */
public final class Announcer {
  private static final int AT_ONCE = 100;

  private final Journal journal;
  private final Bookmark bookmark;
  private final Publisher publisher;

  public Announcer(Journal journal, Bookmark bookmark, Publisher publisher) {
    this.journal = journal;
    this.bookmark = bookmark;
    this.publisher = publisher;
  }

  /** Tells what is new; returns the number of entries passed. */
  public int announce() {
    List<JournalEntry> entries = journal.after(bookmark.position(), AT_ONCE);
    for (JournalEntry entry : entries) {
      List<JournalEntry> history =
          journal.of(entry.upgrade()).stream()
              .filter(other -> other.position() <= entry.position())
              .toList();
      UpgradeEvents.of(history).forEach(publisher::publish);
      bookmark.move(entry.position());
    }
    return entries.size();
  }
}
