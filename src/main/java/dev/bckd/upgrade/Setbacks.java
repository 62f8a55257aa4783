package dev.bckd.upgrade;

import dev.bckd.model.BadInputException;
import dev.bckd.model.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What becomes of an upgrade whose stage could not be carried out. */
public final class Setbacks {
  private final Runner runner;
  private final PutBack traffic;
  private final Retries retries;
  private final Clock clock;

  public Setbacks(Runner runner, PutBack traffic, Retries retries, Clock clock) {
    this.runner = runner;
    this.traffic = traffic;
    this.retries = retries;
    this.clock = clock;
  }

  /**
   * Whether an upgrade may be tried once more; ends it where too many workers were lost over it.
   */
  boolean bearable(Upgrade upgrade) {
    boolean bearable = upgrade.attempts().lost() < retries.losses();
    if (!bearable) {
      fail(upgrade, lost(upgrade));
    }
    return bearable;
  }

  /** Records what went wrong: to be tried again where that may help, else the end. */
  void record(Upgrade upgrade, RuntimeException problem) {
    String reason = String.valueOf(problem.getMessage());
    if (problem instanceof BadInputException) {
      fail(upgrade, reason);
    } else if (problem instanceof UnavailableException) {
      delay(upgrade, reason);
    } else if (problem instanceof WorkerLostException) {
      lose(upgrade, reason);
    } else {
      runner.wentWrong(upgrade, problem);
      fail(upgrade, "a defect of bckd: " + problem);
    }
  }

  private void lose(Upgrade upgrade, String reason) {
    Upgrade once = runner.append(upgrade, new Step.WorkerLost(reason));
    if (once.attempts().lost() >= retries.losses()) {
      fail(once, lost(once) + ": " + reason);
    }
  }

  private void delay(Upgrade upgrade, String reason) {
    Optional<Duration> wait = retries.wait(upgrade.attempts().delayed());
    if (wait.isPresent()) {
      runner.append(upgrade, new Step.Delayed(reason, clock.instant().plus(wait.get())));
    } else {
      fail(upgrade, "given up after " + upgrade.attempts().delayed() + " tries: " + reason);
    }
  }

  /** A rollout that fails must not leave the traffic half way: it is put back first. */
  private void fail(Upgrade upgrade, String reason) {
    if (upgrade.state() == UpgradeState.ROLLING_OUT) {
      Optional<String> hindrance = putBack(upgrade);
      if (hindrance.isPresent()) {
        String why = reason + "; the traffic cannot be put back: " + hindrance.get();
        runner.append(upgrade, new Step.Delayed(why, clock.instant().plus(retries.longest())));
        return;
      }
    }
    runner.append(upgrade, new Step.Failed(reason));
  }

  /** Why the traffic is not where it was; empty: it is. */
  private Optional<String> putBack(Upgrade upgrade) {
    try {
      traffic.of(upgrade);
      return Optional.empty();
    } catch (JournalUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String lost(Upgrade upgrade) {
    return "its worker was lost " + upgrade.attempts().lost() + " times in " + upgrade.state();
  }
}
