package dev.bckd.app;

import dev.bckd.model.BadInputException;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.JournalUnavailableException;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Takes the upgrades that the journal has work for, one by one, the oldest first.
 *
 * <p>An upgrade whose work throws is FAILED with the reason, so that it cannot stop those behind
 * it; except while the journal does not answer, or the service is stopping: then it goes on later
 * from its last record.
 */
final class UpgradeLoop {
  private static final Logger LOG = Logger.getLogger(UpgradeLoop.class);

  private final Journal journal;
  private final UpgradeWork work;
  private final Progress progress;
  private final Clock clock;

  UpgradeLoop(Journal journal, UpgradeWork work, Progress progress, Clock clock) {
    this.journal = journal;
    this.work = work;
    this.progress = progress;
    this.clock = clock;
  }

  /** Works until nothing is left, or until it should stop. */
  void run(BooleanSupplier stopping) {
    List<Upgrade> waiting = journal.runnable();
    while (!waiting.isEmpty() && !stopping.getAsBoolean()) {
      run(waiting.get(0), stopping);
      waiting = journal.runnable();
    }
  }

  private void run(Upgrade upgrade, BooleanSupplier stopping) {
    Optional<String> problem = attempt(upgrade);
    Upgrade now = journal.find(upgrade.id()).orElseThrow();
    if (stopping.getAsBoolean() || !now.state().runnable()) {
      return;
    }
    if (problem.isPresent()) {
      fail(now, problem.get());
    } else if (now.steps() == upgrade.steps()) {
      fail(now, "a defect of bckd: nothing was done in " + now.state());
    }
  }

  /** What went wrong; empty where nothing did. */
  private Optional<String> attempt(Upgrade upgrade) {
    try {
      work.run(upgrade);
      return Optional.empty();
    } catch (JournalUnavailableException e) {
      throw e;
    } catch (BadInputException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      LOG.errorf(e, "upgrade %s could not be carried out", upgrade.id());
      return Optional.of("a defect of bckd: " + e);
    }
  }

  private void fail(Upgrade upgrade, String reason) {
    Step step = new Step.Failed(reason);
    Upgrade failed = journal.append(upgrade, step);
    progress.stepped(failed, step, Duration.between(upgrade.updatedAt(), clock.instant()));
  }
}
