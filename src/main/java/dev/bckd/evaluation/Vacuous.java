package dev.bckd.evaluation;

import dev.bckd.model.BadInputException;
import dev.bckd.model.Role;
import java.util.stream.IntStream;

/** Refuses evidence that says nothing: whatever the model, its gates could pass. */
public final class Vacuous {
  private Vacuous() {}

  /**
   * Looks at what models answered to a suite.
   *
   * @throws BadInputException if all labels are the same, or all answers of a model
   */
  public static void refuse(Examination examination) {
    if (examination.whole().evidence() instanceof Answers answers) {
      oneLabel(examination, answers);
      answers.roles().forEach(role -> oneAnswer(examination, answers, role));
    }
  }

  private static void oneLabel(Examination examination, Answers answers) {
    int first = answers.label(0);
    if (rows(answers).allMatch(row -> answers.label(row) == first)) {
      throw new BadInputException(
          examination.suite().file() + ", column " + examination.suite().label().orElse("label"),
          "every one of the %d rows holds %d; expected different labels: a model that always answers %d would pass"
              .formatted(answers.samples(), first, first));
    }
  }

  private static void oneAnswer(Examination examination, Answers answers, Role role) {
    if (rows(answers).allMatch(row -> asFirst(answers, role, row))) {
      throw new BadInputException(
          role.label() + " model",
          "answers all %d rows of %s alike; expected answers that depend on the inputs"
              .formatted(answers.samples(), examination.suite().name()));
    }
  }

  private static boolean asFirst(Answers answers, Role role, int row) {
    return IntStream.range(0, answers.classes(role))
        .allMatch(k -> answers.logProbability(role, row, k) == answers.logProbability(role, 0, k));
  }

  private static IntStream rows(Answers answers) {
    return IntStream.range(0, answers.samples());
  }
}
