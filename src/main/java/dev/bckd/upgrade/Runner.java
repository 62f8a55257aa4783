package dev.bckd.upgrade;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Takes an upgrade through its stages: each reads what the stages before recorded, and its result
 * is appended to the journal before the next begins.
 */
public final class Runner {
  private final Journal journal;
  private final Map<UpgradeState, Stage> stages;
  private final Progress progress;
  private final Clock clock;

  /**
   * @param stages what to do in each state; an upgrade in a state without a stage is left there
   */
  public Runner(Journal journal, Map<UpgradeState, Stage> stages, Progress progress, Clock clock) {
    this.journal = journal;
    this.stages = new EnumMap<>(stages);
    this.stages.put(UpgradeState.RECEIVED, received -> new Step.Started());
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Works on an upgrade until it has ended, waits for a person, or there is no stage for its state.
   *
   * @return the upgrade as it is then
   * @throws dev.bckd.model.BadInputException as a stage does
   */
  public Upgrade run(Upgrade upgrade) {
    Upgrade now = upgrade;
    for (Stage stage = stages.get(now.state()); stage != null; stage = stages.get(now.state())) {
      Step step = stage.work(now);
      Duration took = Duration.between(now.updatedAt(), clock.instant());
      now = journal.append(now, step);
      progress.stepped(now, step, took);
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
    }
    return now;
  }
}
