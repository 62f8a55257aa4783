package dev.bckd.upgrade;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Works on the upgrades of one model, one after the other. Whoever calls it holds the model's
 * lease: a model has one worker at a time, and so never two rollouts.
 *
 * <p>A newer upgrade supersedes the older ones whose rollout has not begun, and then waits a moment
 * for newer ones still: of a backlog, only the last is worked on. A stage that fails for a reason
 * that may pass, or whose process dies, is tried again; one that fails for a reason that cannot
 * pass ends the upgrade, so that it cannot stop those behind it.
 */
public final class ModelWorker {
  /** So many are superseded in one transaction. */
  private static final int AT_ONCE = 1000;

  /** So long no newer one has come, where an upgrade has superseded others. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final String name;
  private final Journal journal;
  private final Pauses pauses;
  private final Runner runner;
  private final Setbacks setbacks;
  private final Watch watch;
  private final Clock clock;

  /**
   * @param name of the worker, for the journal
   */
  public ModelWorker(
      String name,
      Journal journal,
      Pauses pauses,
      Runner runner,
      Setbacks setbacks,
      Watch watch,
      Clock clock) {
    this.name = name;
    this.journal = journal;
    this.pauses = pauses;
    this.runner = runner;
    this.setbacks = setbacks;
    this.watch = watch;
    this.clock = clock;
  }

  /**
   * Works until there is nothing to do now, or until it should stop.
   *
   * @return when there is something to do again; empty: not before something happens
   * @throws JournalUnavailableException if the journal does not answer: nothing is known then
   */
  public Optional<Instant> work(String model, BooleanSupplier stopping) {
    boolean ours = true;
    while (ours && !stopping.getAsBoolean()) {
      List<Upgrade> open = journal.open(model);
      List<Upgrade> left = supersede(open);
      Optional<Upgrade> next = next(model, left);
      Optional<Instant> later = next.flatMap(this::waits);
      if (left.size() < open.size()) {
        later = later.or(() -> next.flatMap(this::quiet));
      }
      if (next.isEmpty() || later.filter(clock.instant()::isBefore).isPresent()) {
        return later;
      }
      ours = work(next.get(), stopping);
    }
    return ours ? Optional.of(clock.instant()) : Optional.empty();
  }

  /**
   * Until when an upgrade waits. One whose last entry is of the future waits no longer: the clock
   * has been put back since, and nobody knows when that time will come.
   */
  private Optional<Instant> waits(Upgrade upgrade) {
    Instant now = clock.instant();
    return upgrade
        .attempts()
        .until()
        .filter(until -> now.isBefore(until) && !now.isBefore(upgrade.updatedAt()));
  }

  /** Leaves of what is open, in its order, what the newest cannot supersede, and the newest. */
  private List<Upgrade> supersede(List<Upgrade> open) {
    if (open.isEmpty()) {
      return open;
    }
    Upgrade newest = open.get(open.size() - 1);
    Step newer = new Step.Superseded(newest.id());
    List<Upgrade> before = open.subList(0, open.size() - 1);
    List<Upgrade> older = before.stream().filter(u -> Lifecycle.allows(u, newer)).toList();
    for (int from = 0; from < older.size(); from += AT_ONCE) {
      runner.appendAll(older.subList(from, Math.min(from + AT_ONCE, older.size())), newer);
    }
    return Stream.concat(
            before.stream().filter(u -> !Lifecycle.allows(u, newer)), Stream.of(newest))
        .toList();
  }

  /** The oldest that a newer one cannot supersede, or the newest. */
  private Optional<Upgrade> next(String model, List<Upgrade> left) {
    Optional<Upgrade> first = left.stream().findFirst();
    return left.size() > 1
        ? first
        : first
            .filter(last -> last.state().runnable())
            .filter(last -> !last.state().beforeRollout() || pauses.of(model).isEmpty());
  }

  /** Where events come closely one after the other, a model run begins when no more come. */
  private Optional<Instant> quiet(Upgrade upgrade) {
    // Unless the clock was put back: then nobody knows how long ago it came.
    return Optional.of(upgrade.createdAt())
        .filter(accepted -> !clock.instant().isBefore(accepted))
        .map(accepted -> accepted.plus(QUIET));
  }

  /** Whether the model is still this worker's. */
  private boolean work(Upgrade upgrade, BooleanSupplier stopping) {
    try {
      Upgrade taken = runner.append(upgrade, new Step.Started(Optional.of(name)));
      if (setbacks.bearable(taken)) {
        conclude(taken, stages(taken), stopping);
      }
      return true;
    } catch (OvertakenException e) {
      // By a person, and the next look tells what is left; or by a worker who has the lease now.
      return journal
          .find(upgrade.id())
          .flatMap(now -> now.attempts().holder())
          .map(name::equals)
          .orElse(true);
    }
  }

  /** How the stages of an upgrade went. */
  private record Outcome(Optional<RuntimeException> problem, boolean interrupted) {}

  private Outcome stages(Upgrade taken) {
    Watch.Over over = watch.over(taken);
    try (over) {
      runner.run(taken);
      return new Outcome(Optional.empty(), over.interrupted());
    } catch (JournalUnavailableException | OvertakenException e) {
      throw e;
    } catch (RuntimeException e) {
      return new Outcome(Optional.of(e), over.interrupted());
    } catch (LinkageError | OutOfMemoryError e) {
      return new Outcome(
          Optional.of(new IllegalStateException(e.toString(), e)), over.interrupted());
    }
  }

  private void conclude(Upgrade taken, Outcome outcome, BooleanSupplier stopping) {
    boolean told = Thread.interrupted();
    Upgrade now = journal.find(taken.id()).orElseThrow();
    if (now.state().runnable() && now.attempts().holder().equals(Optional.of(name))) {
      if (stopping.getAsBoolean() || outcome.interrupted()) {
        runner.append(now, new Step.Released());
      } else {
        setbacks.record(now, outcome.problem().orElseGet(() -> nothingDone(now)));
      }
    }
    if (told) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException nothingDone(Upgrade upgrade) {
    return new IllegalStateException("nothing was done in " + upgrade.state());
  }
}
