package dev.bckd.distillation;

import dev.bckd.distillation.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;

/** Takes a training to its end, or to the last epoch that begins within the budget. */
final class Epochs {
  private Epochs() {}

  /**
   * At least one epoch, whatever the budget.
   *
   * @return every term of every epoch
   */
  static List<EpochLoss> run(
      TrainingRun run, Recipe recipe, Stopwatch time, DistillationListener listener) {
    long stepsAnEpoch = run.steps() / recipe.epochs();
    List<EpochLoss> losses = new ArrayList<>();
    do {
      List<EpochLoss> latest = run.advance(stepsAnEpoch);
      latest.forEach(loss -> listener.trained(recipe.name(), loss));
      losses.addAll(latest);
    } while (run.done() < run.steps() && !time.over());
    return losses;
  }
}
