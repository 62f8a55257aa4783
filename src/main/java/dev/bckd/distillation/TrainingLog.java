package dev.bckd.distillation;

import dev.bckd.distillation.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;

/** Counts what a distillation trains, keeps its budget, and tells. */
final class TrainingLog {
  private final Stopwatch time;
  private final DistillationListener listener;
  private final List<EpochLoss> losses = new ArrayList<>();
  private double samplesSeen;
  private boolean cutShort;

  TrainingLog(Stopwatch time, DistillationListener listener) {
    this.time = time;
    this.listener = listener;
  }

  /**
   * Goes on with a training epoch by epoch, at least one, until a share of it is done or the time
   * is up.
   *
   * @param rows of the training
   * @param share in (0, 1]
   */
  void advance(TrainingRun run, Recipe recipe, int rows, double share) {
    long end = Math.max(1, Math.round(share * run.steps()));
    long stepsAnEpoch = run.steps() / recipe.epochs();
    while (run.done() < end) {
      if (run.done() > 0 && time.over()) {
        cutShort = true;
        return;
      }
      long before = run.done();
      long next = (before / stepsAnEpoch + 1) * stepsAnEpoch;
      for (EpochLoss loss : run.advance(Math.min(end, next) - before)) {
        losses.add(loss);
        listener.trained(recipe.name(), loss);
      }
      samplesSeen += (double) (run.done() - before) / stepsAnEpoch * rows;
    }
  }

  /** Forgets the losses so far: those of another training count. */
  void begin() {
    losses.clear();
  }

  /** A line for people. */
  void says(String line) {
    listener.says(line);
  }

  /** Whether the time is up. */
  boolean over() {
    return time.over();
  }

  /** How it went, for the report. */
  Training training(String recipe, int epochs, String device, List<FrontPoint> front) {
    return new Training(
        recipe, epochs, time.seconds(), Math.round(samplesSeen), device, cutShort, losses, front);
  }
}
