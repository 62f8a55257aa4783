package dev.bckd.upgrade;

import dev.bckd.distillation.Training;
import dev.bckd.gates.Decision;
import dev.bckd.model.Digest;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.When;
import java.net.URI;
import java.util.Optional;

/**
 * One fact in the life of an upgrade: an entry of the journal. An upgrade is the fold of its steps.
 */
public sealed interface Step {
  /** The event was recorded. Always the first step, and only that. */
  record Accepted(Announcement announcement) implements Step {}

  /** A runner took the upgrade. */
  record Started() implements Step {}

  /**
   * Policy and artifacts were read, checked and are at hand.
   *
   * @param policy digest of the policy and its suites as they were
   * @param when whether to distil
   * @param inconclusive what an undecided judgement leads to
   * @param teacher the deployed version; empty: a first deployment
   * @param incoming the announced version
   */
  record Fetched(
      Digest policy,
      When when,
      OnInconclusive inconclusive,
      Optional<Served> teacher,
      Served incoming)
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
}
