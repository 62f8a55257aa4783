package dev.bckd.distillation;

import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.policy.Start;

/**
 * What a search chose, apart from the weights.
 *
 * @param recipe how the student is trained
 * @param origin which model the line begins at that it stands on
 * @param interpolation where it stands on the line, 1 at the end
 * @param ended whether its training was at its end
 * @param temperature by which its logits are to be divided
 */
record Choice(
    Recipe recipe, Start origin, double interpolation, boolean ended, double temperature) {
  /** With the temperature that suits the deciding rows of the old tasks. */
  static Choice of(Trial trial, TrainingSession session, Selection selection) {
    return new Choice(
        trial.recipe(),
        trial.origin(),
        trial.interpolation(),
        trial.ended(),
        selection.temperature(rows -> session.answers(trial.weights(), rows)));
  }

  /** The student in words, for reports. */
  String words() {
    return "auto, %s, %s%s of the way from the %s"
        .formatted(
            recipe.describe(),
            ended ? "" : "stopped early, ",
            interpolation,
            origin == Start.TEACHER ? "teacher" : "incoming model");
  }
}
