package dev.bckd.web;

import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One step of an upgrade, for people.
 *
 * @param at when
 * @param step what was recorded
 * @param state where the upgrade was then
 * @param reason why, in words
 */
public record JournalLine(Instant at, String step, UpgradeState state, Optional<String> reason) {
  /** The lines of one upgrade's entries, in order. */
  static List<JournalLine> of(List<JournalEntry> entries) {
    return IntStream.range(0, entries.size())
        .mapToObj(last -> of(entries.get(last), Upgrade.replay(entries.subList(0, last + 1))))
        .toList();
  }

  private static JournalLine of(JournalEntry entry, Upgrade then) {
    String words =
        String.join(" ", entry.step().getClass().getSimpleName().split("(?=\\p{Upper})"));
    return new JournalLine(entry.at(), words.toLowerCase(Locale.ROOT), then.state(), then.reason());
  }
}
