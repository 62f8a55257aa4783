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
    add(id, new Step.Accepted(announcement));
    return new Acceptance(find(id).orElseThrow(), Novelty.NEW);
  }

  @Override
  public synchronized Upgrade append(Upgrade upgrade, Step step) {
    if (of(upgrade.id()).size() != upgrade.steps()) {
      throw new IllegalStateException("somebody else has appended to upgrade " + upgrade.id());
    }
    upgrade.after(step, clock.instant());
    add(upgrade.id(), step);
    return find(upgrade.id()).orElseThrow();
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
  public synchronized List<Upgrade> runnable() {
    return all().stream().filter(upgrade -> upgrade.state().runnable()).toList();
  }

  @Override
  public synchronized Optional<Served> promoted(String model) {
    return newest(Integer.MAX_VALUE).stream()
        .filter(upgrade -> upgrade.version().model().equals(model))
        .filter(upgrade -> upgrade.state() == UpgradeState.PROMOTED)
        .findFirst()
        .flatMap(Upgrade::successor);
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
  public synchronized Backlog backlog() {
    List<Upgrade> waiting = all().stream().filter(upgrade -> upgrade.state().runnable()).toList();
    return new Backlog(waiting.size(), waiting.stream().map(Upgrade::createdAt).findFirst());
  }

  @Override
  public synchronized List<JournalEntry> of(UUID upgrade) {
    return entries.stream().filter(entry -> entry.upgrade().equals(upgrade)).toList();
  }

  private void add(UUID upgrade, Step step) {
    entries.add(new JournalEntry(entries.size() + 1L, upgrade, step, clock.instant()));
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
