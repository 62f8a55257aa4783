package dev.bckd.upgrade;

import dev.bckd.model.Role;
import java.util.Optional;

/**
 * What the stages of an upgrade have found out and made, the latest of each kind.
 *
 * @param fetched what was fetched
 * @param distilled what was distilled; empty where nothing is distilled
 * @param delivered the judgement of the incoming model as it is
 * @param judged the last judgement
 * @param rollBack the wish to have the version before, until it is done or has failed
 */
public record Findings(
    Optional<Step.Fetched> fetched,
    Optional<Step.Distilled> distilled,
    Optional<Step.Judged> delivered,
    Optional<Step.Judged> judged,
    Optional<Step.RollBackAsked> rollBack) {
  /** Nothing yet. */
  static final Findings NONE =
      new Findings(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  Findings after(Step step) {
    if (step instanceof Step.Fetched found) {
      return new Findings(Optional.of(found), distilled, delivered, judged, rollBack);
    }
    if (step instanceof Step.Distilled made) {
      return new Findings(fetched, Optional.of(made), delivered, judged, rollBack);
    }
    if (step instanceof Step.Judged said) {
      Optional<Step.Judged> now = Optional.of(said);
      return new Findings(
          fetched, distilled, said.judged() == Role.INCOMING ? now : delivered, now, rollBack);
    }
    if (step instanceof Step.RollBackAsked wish) {
      return new Findings(fetched, distilled, delivered, judged, Optional.of(wish));
    }
    if (step instanceof Step.Failed) {
      return new Findings(fetched, distilled, delivered, judged, Optional.empty());
    }
    return step instanceof Step.Retried ? NONE : this;
  }
}
