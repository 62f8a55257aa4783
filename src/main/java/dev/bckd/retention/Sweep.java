package dev.bckd.retention;

import dev.bckd.model.Digest;
import dev.bckd.upgrade.Journal;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Deletes what is kept no longer. Any number of replicas may do so at once. */
public final class Sweep {
  private final Journal journal;
  private final Supplier<Collection<Digest>> teachers;
  private final List<Shelf> stores;
  private final List<Shelf> work;
  private final Limits limits;
  private final Clock clock;

  /**
   * @param teachers contents that policies name as deployed
   * @param stores where students and reports are
   * @param work where files in the making are
   */
  public Sweep(
      Journal journal,
      Supplier<Collection<Digest>> teachers,
      List<Shelf> stores,
      List<Shelf> work,
      Limits limits,
      Clock clock) {
    this.journal = journal;
    this.teachers = teachers;
    this.stores = List.copyOf(stores);
    this.work = List.copyOf(work);
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * What was deleted.
   *
   * @param items how many
   * @param bytes how large together
   */
  public record Swept(long items, long bytes) {
    private Swept plus(Item item) {
      return new Swept(items + 1, bytes + item.bytes());
    }
  }

  /** Deletes what is kept no longer. */
  public Swept run() {
    Retention retention = new Retention(limits, clock.instant());
    Needed needed = Needed.by(journal.holding(limits.promotions()), teachers.get());
    Swept swept = new Swept(0, 0);
    for (Shelf store : stores) {
      swept = sweep(store, item -> retention.lets(item, needed), swept);
    }
    for (Shelf folder : work) {
      swept = sweep(folder, retention::lets, swept);
    }
    return swept;
  }

  private static Swept sweep(Shelf shelf, Predicate<Item> goes, Swept before) {
    Swept swept = before;
    for (Item item : shelf.items(goes)) {
      shelf.delete(item);
      swept = swept.plus(item);
    }
    return swept;
  }
}
