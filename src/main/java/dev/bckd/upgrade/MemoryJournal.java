package dev.bckd.upgrade;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A journal that ends with the process: for one upgrade without a service. */
public final class MemoryJournal implements Journal {
  private final List<JournalEntry> entries = new ArrayList<>();
  private final Clock clock;

  public MemoryJournal(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized List<Acceptance> acceptAll(List<Announcement> announcements) {
    return announcements.stream().map(this::acceptOne).toList();
  }

  private Acceptance acceptOne(Announcement announcement) {
    Optional<Upgrade> known =
        all().stream()
            .filter(upgrade -> upgrade.announcement().source().equals(announcement.source()))
            .filter(upgrade -> upgrade.announcement().id().equals(announcement.id()))
            .findFirst();
    if (known.isPresent()) {
      return new Acceptance(known.get(), Novelty.REPEATED);
    }
    UUID id = UUID.randomUUID();
    entries.add(entry(id, new Step.Accepted(announcement)));
    return new Acceptance(find(id).orElseThrow(), Novelty.NEW);
  }

  @Override
  public synchronized Upgrade append(Upgrade upgrade, Step step) {
    if (of(upgrade.id()).size() != upgrade.steps()) {
      throw new OvertakenException(upgrade);
    }
    JournalEntry entry = entry(upgrade.id(), step);
    Upgrade next = upgrade.after(entry);
    entries.add(entry);
    return next;
  }

  @Override
  public synchronized List<Upgrade> appendAll(List<Upgrade> upgrades, Step step) {
    return upgrades.stream()
        .filter(upgrade -> of(upgrade.id()).size() == upgrade.steps())
        .map(upgrade -> append(upgrade, step))
        .toList();
  }

  @Override
  public synchronized Optional<Upgrade> find(UUID id) {
    return Optional.of(of(id)).filter(steps -> !steps.isEmpty()).map(Upgrade::replay);
  }

  @Override
  public synchronized List<Upgrade> newest(int limit) {
    List<Upgrade> upgrades = all();
    Collections.reverse(upgrades);
    return upgrades.stream().limit(limit).toList();
  }

  @Override
  public synchronized Queue queue() {
    List<Upgrade> waiting = all().stream().filter(u -> u.state().runnable()).toList();
    return new Queue(
        waiting.size(), waiting.stream().map(Upgrade::createdAt).min(Comparator.naturalOrder()));
  }

  @Override
  public synchronized long lastSwitch(String model) {
    return entries.stream()
        .filter(e -> e.step() instanceof Step.RolledOut || e.step() instanceof Step.RolledBack)
        .filter(e -> find(e.upgrade()).orElseThrow().version().model().equals(model))
        .mapToLong(JournalEntry::position)
        .max()
        .orElse(0);
  }

  @Override
  public synchronized List<String> modelsWithWork() {
    return all().stream()
        .filter(upgrade -> upgrade.state().runnable())
        .map(upgrade -> upgrade.version().model())
        .distinct()
        .toList();
  }

  @Override
  public synchronized List<Upgrade> open(String model) {
    return all().stream()
        .filter(upgrade -> upgrade.version().model().equals(model))
        .filter(upgrade -> !upgrade.state().ended())
        .toList();
  }

  @Override
  public synchronized boolean overtaken(UUID id) {
    Upgrade upgrade = find(id).orElseThrow();
    List<UUID> open = open(upgrade.version().model()).stream().map(Upgrade::id).toList();
    return upgrade.state().ended()
        || (upgrade.state().beforeRollout() && open.indexOf(id) < open.size() - 1);
  }

  @Override
  public synchronized Optional<Upgrade> promoted(String model) {
    List<JournalEntry> latestFirst = new ArrayList<>(entries);
    Collections.reverse(latestFirst);
    return latestFirst.stream()
        .filter(entry -> entry.step() instanceof Step.RolledOut)
        .map(entry -> find(entry.upgrade()).orElseThrow())
        .filter(upgrade -> upgrade.version().model().equals(model))
        .filter(upgrade -> upgrade.state() == UpgradeState.PROMOTED)
        .findFirst();
  }

  @Override
  public synchronized int ordinal(Upgrade upgrade) {
    List<Upgrade> all = all();
    int last = all.stream().map(Upgrade::id).toList().indexOf(upgrade.id());
    return (int)
        all.subList(0, last + 1).stream()
            .filter(other -> other.version().equals(upgrade.version()))
            .count();
  }

  @Override
  public synchronized List<JournalEntry> after(long position, int limit) {
    return entries.stream().filter(entry -> entry.position() > position).limit(limit).toList();
  }

  @Override
  public synchronized List<JournalEntry> upTo(long position, Collection<UUID> upgrades) {
    return entries.stream()
        .filter(entry -> entry.position() <= position && upgrades.contains(entry.upgrade()))
        .toList();
  }

  @Override
  public synchronized List<Upgrade> holding(int promotions) {
    Map<String, List<Upgrade>> promoted =
        all().stream()
            .filter(upgrade -> upgrade.state() == UpgradeState.PROMOTED)
            .sorted(Comparator.comparing(Upgrade::updatedAt).reversed())
            .collect(Collectors.groupingBy(upgrade -> upgrade.version().model()));
    Stream<Upgrade> begun =
        all().stream()
            .filter(upgrade -> !upgrade.state().ended())
            .filter(upgrade -> upgrade.state() != UpgradeState.RECEIVED);
    return Stream.concat(
            begun, promoted.values().stream().flatMap(of -> of.stream().limit(promotions)))
        .toList();
  }

  @Override
  public synchronized List<JournalEntry> of(UUID upgrade) {
    return entries.stream().filter(entry -> entry.upgrade().equals(upgrade)).toList();
  }

  private JournalEntry entry(UUID upgrade, Step step) {
    return new JournalEntry(entries.size() + 1L, upgrade, step, clock.instant());
  }

  /** In the order they were accepted. */
  private List<Upgrade> all() {
    List<Upgrade> upgrades = new ArrayList<>();
    entries.stream()
        .map(JournalEntry::upgrade)
        .distinct()
        .forEach(id -> upgrades.add(find(id).orElseThrow()));
    return upgrades;
  }
}
