package dev.bckd.distillation;

import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.policy.UpgradePolicy;
import java.nio.file.Path;
import java.util.Optional;

/** Trains students from an incoming model's weights. */
public interface Trainer {
  /**
   * Puts rows and model where training happens. Only one session at a time is open in a process; a
   * second caller waits.
   *
   * @param job what is trained on what
   * @throws dev.bckd.model.BadInputException if the model has no trainable parameter, or the device
   *     does not exist
   */
  TrainingSession open(Job job);

  /**
   * What is to be said of a device before anything is trained on it.
   *
   * @param device {@code auto}, {@code cpu} or {@code cuda:N}
   */
  default Optional<String> remark(String device) {
    return Optional.empty();
  }

  /**
   * What is trained on what.
   *
   * @param teacher the teacher's TorchScript file, for recipes that ask it in each step
   * @param incoming the incoming model's TorchScript file
   * @param signature how it is called
   * @param task what it answers
   * @param rows all rows that any training of the session may use
   * @param device {@code auto}, {@code cpu} or {@code cuda:N}
   */
  record Job(
      Path teacher,
      Path incoming,
      Signature signature,
      TaskType task,
      TrainingRows rows,
      String device) {
    static Job of(DistillationTask task, TrainingRows rows) {
      UpgradePolicy policy = task.policy();
      return new Job(
          task.teacher(),
          task.incoming(),
          policy.signature(),
          policy.task(),
          rows,
          policy.distillation().device());
    }
  }
}
