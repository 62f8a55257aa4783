package dev.bckd.upgrade;

import dev.bckd.model.BadInputException;
import dev.bckd.model.TaskType;
import dev.bckd.policy.UpgradePolicy;
import java.nio.file.Path;

/** Whether a model answers with as many logits as its policy allows. */
final class LogitCounts {
  private LogitCounts() {}

  static void check(UpgradePolicy policy, Path file, int width) {
    if (policy.task() == TaskType.BINARY && width != 1) {
      throw new BadInputException(
          file.toString(), "answers " + width + " logits a row; a binary model has 1");
    }
    if (policy.task() == TaskType.MULTICLASS && width < 2) {
      throw new BadInputException(
          file.toString(), "answers 1 logit a row; a multiclass model has one a class");
    }
    policy
        .classes()
        .filter(counts -> width != counts.teacher() && width != counts.incoming())
        .ifPresent(
            counts -> {
              throw new BadInputException(
                  file.toString(),
                  "answers %d classes; %s declares %d and %d"
                      .formatted(width, policy.file(), counts.teacher(), counts.incoming()));
            });
  }
}
