package dev.bckd.distillation;

import dev.bckd.model.BadInputException;
import dev.bckd.model.TaskType;
import dev.bckd.policy.ClassCounts;
import dev.bckd.policy.UpgradePolicy;

/** Which classes teacher and student both know. */
public final class SharedClasses {
  private SharedClasses() {}

  /**
   * The number of classes that both have, the first ones of each; 1 for a binary task.
   *
   * @param teacher logits a row of the teacher
   * @param incoming logits a row of the incoming model
   * @throws BadInputException if a count is not the one the policy declares, or undeclared counts
   *     differ
   */
  public static int of(UpgradePolicy policy, int teacher, int incoming) {
    if (policy.task() == TaskType.EMBEDDING) {
      throw new BadInputException(
          policy.file() + ": spec.task", "embedding models cannot be distilled yet");
    }
    int otherwise = policy.task() == TaskType.BINARY ? 1 : incoming;
    ClassCounts declared =
        policy.task() == TaskType.BINARY
            ? new ClassCounts(1, 1)
            : policy.classes().orElse(new ClassCounts(otherwise, otherwise));
    if (teacher != declared.teacher() || incoming != declared.incoming()) {
      throw new BadInputException(
          policy.file() + ": spec.classes",
          "expected %d logits a row of the teacher and %d of the incoming model, got %d and %d"
              .formatted(declared.teacher(), declared.incoming(), teacher, incoming));
    }
    return Math.min(teacher, incoming);
  }
}
