package dev.bckd.upgrade;

import java.time.Instant;
import java.util.Collection;
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
  default Acceptance accept(Announcement announcement) {
    return acceptAll(List.of(announcement)).get(0);
  }

  /**
   * Records upgrades for announcements, once for each source and id, all of them or none.
   *
   * @return what became of each, in the order of the list, which is the order of the journal
   */
  List<Acceptance> acceptAll(List<Announcement> announcements);

  /**
   * Appends a step.
   *
   * @param upgrade as the caller knows it
   * @return the upgrade after the step
   * @throws OvertakenException if somebody else has appended since
   * @throws IllegalStateException if the step is not legal
   */
  Upgrade append(Upgrade upgrade, Step step);

  /**
   * Appends the same step to many upgrades.
   *
   * @param upgrades as the caller knows them
   * @return those it was appended to, after it; left out are those to which somebody else has
   *     appended since
   * @throws IllegalStateException if the step is not legal for one of them; then for none
   */
  List<Upgrade> appendAll(List<Upgrade> upgrades, Step step);

  /** One upgrade. */
  Optional<Upgrade> find(UUID id);

  /** Upgrades, newest first. */
  List<Upgrade> newest(int limit);

  /**
   * Upgrades that wait for a worker or have one.
   *
   * @param depth how many
   * @param oldest when the oldest of them was accepted; empty where there is none
   */
  record Queue(long depth, Optional<Instant> oldest) {}

  /** How much there is to do. */
  Queue queue();

  /**
   * Position of the last entry by which traffic of a model was moved, there or back; 0 where it
   * never was.
   */
  long lastSwitch(String model);

  /** The models with upgrades that a worker has something to do for. */
  List<String> modelsWithWork();

  /** The upgrades of a model that have not ended, in the order they were accepted. */
  List<Upgrade> open(String model);

  /** Whether the traffic of a model is being moved, there or back. */
  default boolean moving(String model) {
    return open(model).stream().anyMatch(upgrade -> upgrade.state() == UpgradeState.ROLLING_OUT);
  }

  /**
   * Whether work on an upgrade is in vain: it has ended, or its rollout has not begun and a newer
   * upgrade of the model has not ended.
   */
  boolean overtaken(UUID upgrade);

  /** The last promoted upgrade of a model: what it brought is deployed; empty where none was. */
  Optional<Upgrade> promoted(String model);

  @Override
  default Optional<Served> deployed(String model) {
    return promoted(model).flatMap(Upgrade::successor);
  }

  /** Entries after a position, in order. */
  List<JournalEntry> after(long position, int limit);

  /** Entries of some upgrades up to a position, that included, in order. */
  List<JournalEntry> upTo(long position, Collection<UUID> upgrades);

  /**
   * Upgrades whose files are needed: those that somebody has begun and not ended, and of each model
   * the last promotions.
   *
   * @param promotions how many of each model
   */
  List<Upgrade> holding(int promotions);

  /** All entries of one upgrade, in order. */
  List<JournalEntry> of(UUID upgrade);
}
