package dev.bckd.evaluation;

import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Role;
import dev.bckd.model.TaskType;
import dev.bckd.policy.UpgradePolicy;
import java.util.Map;
import java.util.Optional;

/**
 * How many logits the models answer, checked against the policy.
 *
 * @param classes number of right answers there can be: 2 for a binary task, else the classes that
 *     the policy declares, or those of the models
 */
record LogitWidths(int classes) {
  /**
   * Checks every model.
   *
   * @throws BadInputException if one has a number of logits that the policy does not know
   */
  static LogitWidths checked(UpgradePolicy policy, Map<Role, ScoringModel> models) {
    if (policy.task() == TaskType.EMBEDDING) {
      throw new BadInputException(
          policy.file(),
          "spec.task is embedding; expected a suite with spec.retrieval, or a task that is binary or"
              + " multiclass");
    }
    int classes = 0;
    int teacher = 0;
    for (Map.Entry<Role, ScoringModel> entry : models.entrySet()) {
      int width = entry.getValue().width();
      problem(policy, width)
          .ifPresent(
              problem -> {
                throw new BadInputException(entry.getKey().label() + " model", problem);
              });
      if (entry.getKey() == Role.TEACHER) {
        teacher = width;
      } else if (classes != 0 && classes != width) {
        throw new BadInputException(
            entry.getKey().label() + " model",
            "answers " + width + " logits a row, the incoming one " + classes);
      } else {
        classes = width;
      }
    }
    return new LogitWidths(declared(policy, classes == 0 ? teacher : classes, teacher));
  }

  private static Optional<String> problem(UpgradePolicy policy, int width) {
    if (policy.task() == TaskType.BINARY) {
      return width == 1
          ? Optional.empty()
          : Optional.of("answers " + width + " logits a row; task binary expects 1");
    }
    if (width < 2) {
      return Optional.of("answers " + width + " logit a row; task multiclass expects one a class");
    }
    return policy
        .classes()
        .filter(declared -> width != declared.teacher() && width != declared.incoming())
        .map(
            declared ->
                "answers %d logits a row; %s declares %d and %d classes"
                    .formatted(width, policy.file(), declared.teacher(), declared.incoming()));
  }

  private static int declared(UpgradePolicy policy, int classes, int teacher) {
    if (policy.task() == TaskType.BINARY) {
      return 2;
    }
    if (policy.classes().isEmpty() && teacher != 0 && teacher != classes) {
      throw new BadInputException(
          policy.file(),
          "the teacher answers %d logits a row and the incoming model %d; spec.classes must declare"
                  .formatted(teacher, classes)
              + " both counts when they differ");
    }
    return policy
        .classes()
        .map(counts -> Math.max(counts.teacher(), counts.incoming()))
        .orElse(classes);
  }
}
