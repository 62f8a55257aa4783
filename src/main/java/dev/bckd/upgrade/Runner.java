package dev.bckd.upgrade;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Takes an upgrade through its stages: each reads what the stages before recorded, and its result
 * is appended to the journal before the next begins.
 */
public final class Runner {
  private final Journal journal;
  private final Stages stages;
  private final Progress progress;
  private final Clock clock;

  /**
   * @param stages what carries out each action; an upgrade whose action has none is left there
   */
  public Runner(Journal journal, Stages stages, Progress progress, Clock clock) {
    this.journal = journal;
    this.stages = stages;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Works on an upgrade that has been taken until it has ended, waits for a person or a time, there
   * is no stage for what is due, or the thread is interrupted.
   *
   * @return the upgrade as it is then
   * @throws dev.bckd.model.BadInputException as a stage does
   */
  public Upgrade run(Upgrade taken) {
    Upgrade now = taken;
    for (Optional<Stage> stage = stages.due(now); stage.isPresent(); stage = stages.due(now)) {
      now = append(now, stage.get().work(now));
      if (Thread.currentThread().isInterrupted() || now.attempts().until().isPresent()) {
        break;
      }
    }
    return now;
  }

  /** Appends a step and tells of it. */
  Upgrade append(Upgrade upgrade, Step step) {
    Duration took = Duration.between(upgrade.updatedAt(), clock.instant());
    Upgrade next = journal.append(upgrade, step);
    progress.stepped(next, step, took);
    return next;
  }

  /** Appends the same step to those to which nobody else has appended, and tells of it. */
  void appendAll(List<Upgrade> upgrades, Step step) {
    for (Upgrade next : journal.appendAll(upgrades, step)) {
      progress.stepped(next, step, Duration.ZERO);
    }
  }

  /** Tells of a defect. */
  void wentWrong(Upgrade upgrade, Throwable defect) {
    progress.wentWrong(upgrade, defect);
  }
}
