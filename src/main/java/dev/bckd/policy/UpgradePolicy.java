package dev.bckd.policy;

import dev.bckd.model.Digest;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import java.util.Optional;

/**
 * How one model is upgraded: how to distil, gate and roll out.
 *
 * @param name the policy's own name
 * @param model the model's name on the model server
 * @param task what the model answers
 * @param signature how it is called
 * @param classes numbers of classes, where teacher and incoming model differ
 * @param teacher the version deployed before bckd knew the model
 * @param history rows to distil on
 * @param distillation how to distil
 * @param gates what must hold
 * @param rollout how the traffic moves
 * @param digest of the policy file and its suites' files, in order
 * @param file the file it was read from, for messages
 */
public record UpgradePolicy(
    String name,
    String model,
    TaskType task,
    Signature signature,
    Optional<ClassCounts> classes,
    Optional<DeployedTeacher> teacher,
    HistoryPolicy history,
    DistillationPolicy distillation,
    GatesPolicy gates,
    RolloutPolicy rollout,
    Digest digest,
    String file) {
  /** The same policy with another deployed version. */
  public UpgradePolicy withTeacher(DeployedTeacher other) {
    return new UpgradePolicy(
        name,
        model,
        task,
        signature,
        classes,
        Optional.of(other),
        history,
        distillation,
        gates,
        rollout,
        digest,
        file);
  }
}
