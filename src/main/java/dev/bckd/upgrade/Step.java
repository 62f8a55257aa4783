package dev.bckd.upgrade;

import dev.bckd.distillation.Training;
import dev.bckd.gates.Decision;
import dev.bckd.model.Digest;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.Release;
import dev.bckd.policy.When;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One fact in the life of an upgrade: an entry of the journal. An upgrade is the fold of its steps.
 */
public sealed interface Step {
  /** The event was recorded. Always the first step, and only that. */
  record Accepted(Announcement announcement) implements Step {}

  /**
   * A worker took the upgrade, for the first time or again. What it does from here on bears the
   * position of this entry, its generation.
   *
   * @param worker its name; empty in journals of the first version
   */
  record Started(Optional<String> worker) implements Step {
    /** Taken by nobody in particular. */
    public Started() {
      this(Optional.empty());
    }
  }

  /**
   * Policy and artifacts were read, checked and are at hand.
   *
   * @param policy digest of the policy and its suites as they were
   * @param when whether to distil
   * @param inconclusive what an undecided judgement leads to
   * @param teacher the deployed version; empty: a first deployment
   * @param incoming the announced version
   * @param release what follows when the gates say PROMOTE; empty, as in journals of the first
   *     version: at once
   */
  record Fetched(
      Digest policy,
      When when,
      OnInconclusive inconclusive,
      Optional<Served> teacher,
      Served incoming,
      Optional<Release> release)
      implements Step {}

  /**
   * The student was trained and stored.
   *
   * @param student its version and file
   * @param training how it went, for the report
   */
  record Distilled(Served student, Training training) implements Step {}

  /**
   * The gates judged.
   *
   * @param judged which model: the incoming one or the student
   * @param decision what the gates say
   * @param reason in words: the gate that decided it
   * @param report where the report is stored
   */
  record Judged(Role judged, Decision decision, String reason, URI report) implements Step {}

  /** All traffic is on the judged version, read back from the model server. */
  record RolledOut() implements Step {}

  /** What was announced is what is deployed: there is nothing to do. */
  record AlreadyDeployed() implements Step {}

  /** A stage could not be carried out, and repeating it would not help. */
  record Failed(String reason) implements Step {}

  /**
   * A stage could not be carried out for a reason that may pass.
   *
   * @param until when to try again
   */
  record Delayed(String reason, Instant until) implements Step {}

  /**
   * The rollout waits: the policy forbids one now. Nothing has been switched.
   *
   * @param until when to look again
   */
  record Frozen(String reason, Instant until) implements Step {}

  /** The process that carried out a stage died. */
  record WorkerLost(String reason) implements Step {}

  /** A worker gave the upgrade back unharmed: it was told to stop. */
  record Released() implements Step {}

  /** A newer version of the model was accepted. */
  record Superseded(UUID by) implements Step {}

  /** A person agreed to what is held. */
  record Approved(Instruction instruction) implements Step {}

  /** A person ended the upgrade. */
  record Aborted(Instruction instruction) implements Step {}

  /** A person asked for the upgrade to be done again from the start. */
  record Retried(Instruction instruction) implements Step {}

  /** A person asked for the version before. */
  record RollBackAsked(Instruction instruction) implements Step {}

  /** All traffic is on the version before again, read back from the model server. */
  record RolledBack() implements Step {}
}
