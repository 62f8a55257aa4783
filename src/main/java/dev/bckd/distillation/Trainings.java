package dev.bckd.distillation;

import dev.bckd.distillation.recipe.Recipe;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The trainings of one distillation: within its budget, told to its listener, kept on the way.
 * Several may go on at the same time; only their steps do, and what is told and counted is not.
 */
final class Trainings {
  /** Steps between two looks at the clock. */
  private static final long CHUNK = 20;

  private final TrainingSession session;
  private final Checkpoints checkpoints;
  private final Stopwatch time;
  private final DistillationListener listener;
  private final IdentityHashMap<TrainingRun, Integer> rows = new IdentityHashMap<>();
  private final Tally tally;
  private volatile boolean broken;

  Trainings(
      TrainingSession session,
      Checkpoints checkpoints,
      Stopwatch time,
      DistillationListener listener) {
    this(session, checkpoints, time, listener, new Tally());
  }

  private Trainings(
      TrainingSession session,
      Checkpoints checkpoints,
      Stopwatch time,
      DistillationListener listener,
      Tally tally) {
    this.session = session;
    this.checkpoints = checkpoints;
    this.time = time;
    this.listener = listener;
    this.tally = tally;
    tally.checkpoints.add(checkpoints);
  }

  /** The next ones of the same distillation, with another incoming model. */
  Trainings in(TrainingSession next, Checkpoints kept) {
    return new Trainings(next, kept, time, listener, tally);
  }

  /** What all trainings of a distillation come to. */
  private static final class Tally {
    private final List<Begun> begun = new ArrayList<>();
    private final List<Checkpoints> checkpoints = new ArrayList<>();
    private double samplesSeen;
    private boolean cutShort;
  }

  private record Begun(String recipe, Supplier<List<EpochLoss>> losses) {}

  /** Where they happen. */
  TrainingSession session() {
    return session;
  }

  /** Begins a training. */
  TrainingRun begin(Recipe recipe, int[] some) {
    return begun(session.begin(recipe, some), recipe, some);
  }

  /** Begins one at other weights than the recipe says. */
  TrainingRun begin(Recipe recipe, int[] some, TrainingSession.Weights start) {
    return begun(session.begin(recipe, some, start), recipe, some);
  }

  private TrainingRun begun(TrainingRun run, Recipe recipe, int[] some) {
    checkpoints.begin(run, recipe, some);
    rows.put(run, some.length);
    tally.begun.add(new Begun(recipe.name(), run::losses));
    return run;
  }

  /**
   * A training and how far it is to go.
   *
   * @param share in (0, 1]
   * @param least share without which it is of no use, at most the other one
   */
  record Due(TrainingRun run, Recipe recipe, double share, double least) {}

  /**
   * Goes on with several at the same time.
   *
   * @throws dev.bckd.model.BadInputException if one cannot go on; the others then stop too
   */
  void advance(List<Due> due) {
    session.together(due.stream().<Runnable>map(one -> () -> advance(one)).toList());
  }

  private void advance(Due one) {
    try {
      advance(one.run(), one.recipe(), one.share(), one.least());
    } catch (RuntimeException | Error e) {
      broken = true;
      throw e;
    }
  }

  private void count(TrainingRun run, Recipe recipe, long steps) {
    tally.samplesSeen += (double) steps / run.steps() * recipe.epochs() * rows.getOrDefault(run, 0);
  }

  /**
   * Goes on with a training until a share of it is done or an epoch ends after the time is up; from
   * where it was killed, if it was.
   *
   * @param share in (0, 1]
   */
  void advance(TrainingRun run, Recipe recipe, double share) {
    advance(run, recipe, share, 0);
  }

  /**
   * The same for a training that something must come of.
   *
   * @param least share without which it is of no use, at most the other one
   * @throws dev.bckd.model.BadInputException if the time is too little for the least share
   */
  void advance(TrainingRun run, Recipe recipe, double share, double least) {
    long end = Math.max(1, Math.round(share * run.steps()));
    long begun = run.done();
    synchronized (this) {
      checkpoints.resume(run, end);
      count(run, recipe, run.done() - begun);
    }
    LeastSteps needed = new LeastSteps(time, run, recipe, Math.round(least * run.steps()));
    while (run.done() < end && !broken) {
      needed.require();
      if (stopsAtEpoch(run, recipe)) {
        return;
      }
      chunk(run, recipe, end);
    }
  }

  private synchronized boolean stopsAtEpoch(TrainingRun run, Recipe recipe) {
    long stepsAnEpoch = run.steps() / recipe.epochs();
    boolean stops = run.done() > 0 && run.done() % stepsAnEpoch == 0 && time.over();
    if (stops) {
      tally.cutShort = true;
      says(
          "%s stops after %d of %d epochs: %s is spent"
              .formatted(recipe.name(), run.done() / stepsAnEpoch, recipe.epochs(), time));
    }
    return stops;
  }

  private void chunk(TrainingRun run, Recipe recipe, long end) {
    long before = run.done();
    long stepsAnEpoch = run.steps() / recipe.epochs();
    long epochEnds = (before / stepsAnEpoch + 1) * stepsAnEpoch;
    int told = run.losses().size();
    run.advance(Math.min(CHUNK, Math.min(end, epochEnds) - before));
    synchronized (this) {
      List<EpochLoss> losses = run.losses();
      losses.subList(told, losses.size()).forEach(loss -> listener.trained(recipe.name(), loss));
      count(run, recipe, run.done() - before);
      checkpoints.keep(run, end);
    }
  }

  /**
   * Whether the time is up, so that what was to come next is left out, and said to be.
   *
   * @param next in a few words
   */
  boolean leavesOut(String next) {
    tally.cutShort |= time.over();
    if (tally.cutShort) {
      says("left out: %s; %s is spent".formatted(next, time));
    }
    return tally.cutShort;
  }

  /** Seconds spent so far. */
  double seconds() {
    return time.seconds();
  }

  /** Whether there is time for so many seconds more; if not, it is said. */
  boolean leavesTime(double seconds) {
    boolean enough = time.left() >= seconds;
    if (!enough) {
      says("the search is not rehearsed: that may take more than is left; " + time);
    }
    return enough;
  }

  /** A line for people. */
  void says(String line) {
    listener.says(line);
  }

  /** A line for people that is to be in the report too. */
  void notes(String line) {
    listener.notes(line);
  }

  /** Nothing is kept any more: who begins again would be refused again. */
  void refused() {
    tally.checkpoints.forEach(Checkpoints::end);
  }

  /**
   * How it went, for the report; nothing is kept any more.
   *
   * @param losses of the student's training
   */
  Training end(String recipe, List<EpochLoss> losses, List<FrontPoint> front) {
    tally.checkpoints.forEach(Checkpoints::end);
    int epochs = losses.isEmpty() ? 0 : losses.get(losses.size() - 1).epoch();
    return new Training(
        recipe,
        epochs,
        time.seconds(),
        Math.round(tally.samplesSeen),
        session.device(),
        tally.cutShort,
        losses,
        others(losses),
        front);
  }

  private List<OtherTraining> others(List<EpochLoss> own) {
    List<OtherTraining> all =
        tally.begun.stream()
            .map(training -> new OtherTraining(training.recipe(), training.losses().get()))
            .filter(training -> !training.losses().isEmpty())
            .toList();
    int students = all.stream().map(OtherTraining::losses).toList().lastIndexOf(own);
    return IntStream.range(0, all.size()).filter(i -> i != students).mapToObj(all::get).toList();
  }
}
