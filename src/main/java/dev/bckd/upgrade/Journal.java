package dev.bckd.upgrade;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The append-only record of all upgrades: the only state there is. Thread-safe; every call is one
 * transaction, and throws {@link JournalUnavailableException} while the journal does not answer.
 */
public interface Journal extends PastUpgrades {
  /** What became of an announcement. */
  record Acceptance(Upgrade upgrade, Novelty novelty) {}

  /** Whether an announcement was seen before. */
  enum Novelty {
    NEW,
    REPEATED
  }

  /** Records an upgrade for an announcement, once for each source and id. */
  Acceptance accept(Announcement announcement);

  /**
   * Appends a step.
   *
   * @param upgrade as the caller knows it
   * @return the upgrade after the step
   * @throws IllegalStateException if the step is not legal, or if somebody else has appended since
   */
  Upgrade append(Upgrade upgrade, Step step);

  /** One upgrade. */
  Optional<Upgrade> find(UUID id);

  /** Upgrades, newest first. */
  List<Upgrade> newest(int limit);

  /** Upgrades a runner has work to do for, in the order they were accepted. */
  List<Upgrade> runnable();

  /** Entries after a position, in order. */
  List<JournalEntry> after(long position, int limit);

  /** All entries of one upgrade, in order. */
  List<JournalEntry> of(UUID upgrade);
}
