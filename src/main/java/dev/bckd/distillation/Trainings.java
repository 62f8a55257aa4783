package dev.bckd.distillation;

import dev.bckd.distillation.recipe.Recipe;
import java.util.IdentityHashMap;
import java.util.List;

/** The trainings of one distillation: within its budget, told to its listener, kept on the way. */
final class Trainings {
  /** Steps between two looks at the clock. */
  private static final long CHUNK = 1000;

  private final TrainingSession session;
  private final Checkpoints checkpoints;
  private final Stopwatch time;
  private final DistillationListener listener;
  private final IdentityHashMap<TrainingRun, Integer> rows = new IdentityHashMap<>();
  private double samplesSeen;
  private boolean cutShort;

  Trainings(
      TrainingSession session,
      Checkpoints checkpoints,
      Stopwatch time,
      DistillationListener listener) {
    this.session = session;
    this.checkpoints = checkpoints;
    this.time = time;
    this.listener = listener;
  }

  /** Where they happen. */
  TrainingSession session() {
    return session;
  }

  /** Begins a training. */
  TrainingRun begin(Recipe recipe, int[] some) {
    TrainingRun run = session.begin(recipe, some);
    checkpoints.begin(run, recipe, some);
    rows.put(run, some.length);
    return run;
  }

  private void count(TrainingRun run, Recipe recipe, long steps) {
    samplesSeen += (double) steps / run.steps() * recipe.epochs() * rows.getOrDefault(run, 0);
  }

  /**
   * Goes on with a training epoch by epoch, at least one, until a share of it is done or the time
   * is up; from where it was killed, if it was.
   *
   * @param share in (0, 1]
   */
  void advance(TrainingRun run, Recipe recipe, double share) {
    long end = Math.max(1, Math.round(share * run.steps()));
    long stepsAnEpoch = run.steps() / recipe.epochs();
    long begun = run.done();
    checkpoints.resume(run, end);
    count(run, recipe, run.done() - begun);
    while (run.done() < end) {
      long before = run.done();
      if (before > 0 && before % stepsAnEpoch == 0 && time.over()) {
        cutShort = true;
        return;
      }
      int told = run.losses().size();
      long epochEnds = (before / stepsAnEpoch + 1) * stepsAnEpoch;
      run.advance(Math.min(CHUNK, Math.min(end, epochEnds) - before));
      List<EpochLoss> losses = run.losses();
      losses.subList(told, losses.size()).forEach(loss -> listener.trained(recipe.name(), loss));
      count(run, recipe, run.done() - before);
      checkpoints.keep(run, end);
    }
  }

  /** Whether the time is up, so that what was to come next is left out. */
  boolean leavesOut() {
    cutShort |= time.over();
    return cutShort;
  }

  /** A line for people. */
  void says(String line) {
    listener.says(line);
  }

  /**
   * How it went, for the report; nothing is kept any more.
   *
   * @param losses of the student's training
   */
  Training end(String recipe, int epochs, List<EpochLoss> losses, List<FrontPoint> front) {
    checkpoints.end();
    return new Training(
        recipe,
        epochs,
        time.seconds(),
        Math.round(samplesSeen),
        session.device(),
        cutShort,
        losses,
        front);
  }
}
