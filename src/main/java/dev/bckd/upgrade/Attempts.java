package dev.bckd.upgrade;

import java.time.Instant;
import java.util.Optional;

/**
 * How often the stage that is due was tried, since the upgrade last got on.
 *
 * @param holder the worker that has the upgrade, or had it when it was lost
 * @param lost workers that were lost over it
 * @param delayed tries that ended for a reason that may pass
 * @param until when to try again; empty: at once
 */
public record Attempts(Optional<String> holder, int lost, int delayed, Optional<Instant> until) {
  /** Nobody has tried yet. */
  static final Attempts NONE = new Attempts(Optional.empty(), 0, 0, Optional.empty());

  Attempts after(Step step) {
    if (step instanceof Step.Started taken) {
      return takenBy(taken.worker().orElse(""));
    }
    if (step instanceof Step.Delayed wait) {
      return new Attempts(Optional.empty(), lost, delayed + 1, Optional.of(wait.until()));
    }
    if (step instanceof Step.Frozen wait) {
      return new Attempts(Optional.empty(), lost, delayed, Optional.of(wait.until()));
    }
    if (step instanceof Step.WorkerLost) {
      return new Attempts(Optional.empty(), lost + 1, delayed, Optional.empty());
    }
    if (step instanceof Step.Released) {
      return new Attempts(Optional.empty(), lost, delayed, Optional.empty());
    }
    return new Attempts(holder, 0, 0, Optional.empty());
  }

  /** A worker that takes what it has already had lost its journal for a while, not its life. */
  private Attempts takenBy(String worker) {
    boolean anotherIsGone = holder.filter(before -> !before.equals(worker)).isPresent();
    return new Attempts(
        Optional.of(worker), anotherIsGone ? lost + 1 : lost, delayed, Optional.empty());
  }
}
