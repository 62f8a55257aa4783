package dev.bckd.upgrade;

import dev.bckd.policy.Release;
import java.util.Optional;

/** Why an upgrade is where it is, in words. */
final class Reasons {
  private Reasons() {}

  /**
   * What its last step says of it, else its last judgement; empty while there is nothing to say.
   */
  static Optional<String> of(Upgrade upgrade) {
    return ofStep(upgrade.last()).or(() -> ofJudgement(upgrade));
  }

  private static Optional<String> ofStep(Step step) {
    if (step instanceof Step.Failed failure) {
      return Optional.of(failure.reason());
    }
    if (step instanceof Step.Delayed wait) {
      return Optional.of("will try again at " + wait.until() + ": " + wait.reason());
    }
    if (step instanceof Step.Frozen wait) {
      return Optional.of("waits until " + wait.until() + ": " + wait.reason());
    }
    if (step instanceof Step.WorkerLost lost) {
      return Optional.of("will try again: " + lost.reason());
    }
    if (step instanceof Step.AlreadyDeployed) {
      return Optional.of("this artifact is already deployed; nothing changes");
    }
    if (step instanceof Step.Superseded newer) {
      return Optional.of("superseded by upgrade " + newer.by());
    }
    return ofPerson(step);
  }

  private static Optional<String> ofPerson(Step step) {
    if (step instanceof Step.Approved told) {
      return Optional.of("approved " + told.instruction());
    }
    if (step instanceof Step.Aborted told) {
      return Optional.of("aborted " + told.instruction());
    }
    if (step instanceof Step.Retried told) {
      return Optional.of("to be done again " + told.instruction());
    }
    if (step instanceof Step.RollBackAsked told) {
      return Optional.of("rolling back " + told.instruction());
    }
    return Optional.empty();
  }

  private static Optional<String> ofJudgement(Upgrade upgrade) {
    if (upgrade.state() == UpgradeState.ROLLED_BACK) {
      return upgrade.findings().rollBack().map(told -> "rolled back " + told.instruction());
    }
    boolean dryRun = upgrade.state() == UpgradeState.ABORTED && upgrade.release() == Release.NEVER;
    return upgrade
        .findings()
        .judged()
        .map(judged -> dryRun ? "a dry run ends here: " + judged.reason() : judged.reason());
  }
}
