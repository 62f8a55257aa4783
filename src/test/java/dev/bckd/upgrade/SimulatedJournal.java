package dev.bckd.upgrade;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The journal of a simulated world: upgrades are kept as they are, so that a hundred thousand
 * worlds take seconds; each is compared with the replay of its entries at the end.
 */
final class SimulatedJournal implements Journal {
  private final Map<UUID, Upgrade> upgrades = new LinkedHashMap<>();
  private final Map<String, UUID> events = new LinkedHashMap<>();
  private final List<JournalEntry> entries = new ArrayList<>();
  private final Clock clock;
  private final Runnable before;
  private final Consumer<Upgrade> after;

  /**
   * @param before what befalls a request on its way, by throwing
   * @param after what befalls the answer on its way back; the entry is written
   */
  SimulatedJournal(Clock clock, Runnable before, Consumer<Upgrade> after) {
    this.clock = clock;
    this.before = before;
    this.after = after;
  }

  @Override
  public Acceptance accept(Announcement announcement) {
    String event = announcement.source() + "\n" + announcement.id();
    if (events.containsKey(event)) {
      return new Acceptance(upgrades.get(events.get(event)), Novelty.REPEATED);
    }
    UUID id = new UUID(0, events.size());
    JournalEntry entry = entry(id, new Step.Accepted(announcement));
    entries.add(entry);
    events.put(event, id);
    upgrades.put(id, Upgrade.replay(List.of(entry)));
    return new Acceptance(upgrades.get(id), Novelty.NEW);
  }

  @Override
  public List<Acceptance> acceptAll(List<Announcement> announcements) {
    return announcements.stream().map(this::accept).toList();
  }

  @Override
  public Upgrade append(Upgrade upgrade, Step step) {
    before.run();
    Lifecycle.decide(upgrade, step);
    if (upgrades.get(upgrade.id()).steps() != upgrade.steps()) {
      throw new OvertakenException(upgrade);
    }
    JournalEntry entry = entry(upgrade.id(), step);
    Upgrade next = upgrade.after(entry);
    entries.add(entry);
    upgrades.put(next.id(), next);
    after.accept(next);
    return next;
  }

  @Override
  public List<Upgrade> appendAll(List<Upgrade> some, Step step) {
    return some.stream()
        .filter(upgrade -> upgrades.get(upgrade.id()).steps() == upgrade.steps())
        .map(upgrade -> append(upgrade, step))
        .toList();
  }

  @Override
  public Optional<Upgrade> find(UUID id) {
    return Optional.ofNullable(upgrades.get(id));
  }

  @Override
  public List<Upgrade> newest(int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Queue queue() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long lastSwitch(String model) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> modelsWithWork() {
    return upgrades.values().stream()
        .filter(upgrade -> upgrade.state().runnable())
        .map(upgrade -> upgrade.version().model())
        .distinct()
        .toList();
  }

  @Override
  public List<Upgrade> open(String model) {
    before.run();
    return of(model).stream().filter(upgrade -> !upgrade.state().ended()).toList();
  }

  @Override
  public boolean overtaken(UUID upgrade) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Upgrade> promoted(String model) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      Upgrade upgrade = upgrades.get(entries.get(i).upgrade());
      if (entries.get(i).step() instanceof Step.RolledOut
          && upgrade.version().model().equals(model)
          && upgrade.state() == UpgradeState.PROMOTED) {
        return Optional.of(upgrade);
      }
    }
    return Optional.empty();
  }

  @Override
  public int ordinal(Upgrade upgrade) {
    return 1;
  }

  @Override
  public List<JournalEntry> after(long position, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<JournalEntry> upTo(long position, Collection<UUID> some) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Upgrade> holding(int promotions) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<JournalEntry> of(UUID upgrade) {
    return entries.stream().filter(entry -> entry.upgrade().equals(upgrade)).toList();
  }

  /** All upgrades, in the order they were accepted. */
  List<Upgrade> all() {
    return List.copyOf(upgrades.values());
  }

  /** The upgrades of a model, in the order they were accepted. */
  List<Upgrade> of(String model) {
    return upgrades.values().stream()
        .filter(upgrade -> upgrade.version().model().equals(model))
        .toList();
  }

  private JournalEntry entry(UUID upgrade, Step step) {
    return new JournalEntry(entries.size() + 1L, upgrade, step, clock.instant());
  }
}
