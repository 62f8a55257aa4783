package dev.bckd.upgrade;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What a person can tell an upgrade or a model to do. It is recorded with who, when and why; a
 * worker carries it out.
 */
public final class Hands {
  private static final int TRIES = 5;

  private final Journal journal;
  private final Pauses pauses;
  private final Wake wake;

  public Hands(Journal journal, Pauses pauses, Wake wake) {
    this.journal = journal;
    this.pauses = pauses;
    this.wake = wake;
  }

  /** Lets a held upgrade go on to its rollout. */
  public Upgrade approve(UUID upgrade, Instruction instruction) {
    return tell(upgrade, "approved", it -> new Step.Approved(instruction));
  }

  /** Ends an upgrade before its rollout. */
  public Upgrade abort(UUID upgrade, Instruction instruction) {
    return tell(upgrade, "aborted", it -> new Step.Aborted(instruction));
  }

  /** Does an upgrade again from the start that failed, was rejected or was aborted. */
  public Upgrade retry(UUID upgrade, Instruction instruction) {
    return tell(upgrade, "retried", it -> new Step.Retried(instruction));
  }

  /** Gives the traffic back to the version that an upgrade has replaced. */
  public Upgrade rollBack(UUID upgrade, Instruction instruction) {
    return tell(
        upgrade,
        "rolled back",
        it -> {
          boolean deployed =
              journal
                  .promoted(it.version().model())
                  .filter(last -> last.id().equals(it.id()))
                  .isPresent();
          if (it.state() == UpgradeState.PROMOTED && !deployed) {
            throw new RefusedException(it, "rolled back: a later one has the traffic");
          }
          return new Step.RollBackAsked(instruction);
        });
  }

  /** Has a model's upgrades wait, but for a rollout that has begun. */
  public void pause(String model, Instruction instruction) {
    pauses.pause(model, instruction);
  }

  /** Lets a model's upgrades go on. */
  public void resume(String model, Instruction instruction) {
    pauses.resume(model, instruction);
    wake.wake(model);
  }

  /** A worker may append at the same time; what it found then is looked at again. */
  private Upgrade tell(UUID id, String what, Function<Upgrade, Step> told) {
    for (int attempt = 1; ; attempt++) {
      Upgrade upgrade = journal.find(id).orElseThrow(() -> new UnknownUpgradeException(id));
      Step step = told.apply(upgrade);
      if (!Lifecycle.allows(upgrade, step)) {
        throw new RefusedException(upgrade, what + " in state " + upgrade.state());
      }
      Optional<Upgrade> done = append(upgrade, step, attempt);
      if (done.isPresent()) {
        wake.wake(upgrade.version().model());
        return done.get();
      }
    }
  }

  private Optional<Upgrade> append(Upgrade upgrade, Step step, int attempt) {
    try {
      return Optional.of(journal.append(upgrade, step));
    } catch (OvertakenException e) {
      if (attempt == TRIES) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
