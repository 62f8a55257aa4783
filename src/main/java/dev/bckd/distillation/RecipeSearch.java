package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Trains a few students and chooses one: the least upper bound of the negative flip rate among
 * those that keep the bar.
 *
 * <p>The weakest stop early (successive halving: Jamieson and Talwalkar, AISTATS 2016). {@link
 * Places} on the way of each finalist compete too.
 */
final class RecipeSearch implements AutoCloseable {
  /** Those that keep the bar, or are nearest to it, as the plan has them. */
  private static final Comparator<Trial> AS_PLANNED = Comparator.comparingDouble(Trial::shortfall);

  private final Trainings trainings;
  private final TrainingSession session;
  private final Selection selection;
  private final int[] train;
  private final List<TrainingRun> runs = new ArrayList<>();

  /**
   * @param train rows that students are trained on
   */
  RecipeSearch(Trainings trainings, Selection selection, int[] train) {
    this.trainings = trainings;
    this.session = trainings.session();
    this.selection = selection;
    this.train = train;
  }

  /**
   * What came of a search.
   *
   * @param chosen the best student that keeps the bar; empty where none does
   * @param front all that were looked at at their ends or on the way there; of the others the look
   *     at which they were stopped
   */
  record Outcome(Optional<Trial> chosen, List<FrontPoint> front) {}

  /**
   * Makes the plan's students and chooses.
   *
   * @throws dev.bckd.model.BadInputException if the time is too little for the control and the
   *     first look at the first student
   */
  Outcome run(SearchPlan plan) {
    Places places = new Places(trainings, selection, bar(plan));
    List<Started> started = started(plan, places);
    started.sort(Comparator.comparing(Started::look, plan.refit() ? AS_PLANNED : Trial.BEST_FIRST));
    List<Trial> trials = new ArrayList<>();
    int most = Math.min(plan.finalists(), started.size());
    int sure = plan.refit() ? Math.min(most, qualified(started)) : 0;
    int finished = 0;
    while (finished < most
        && (finished < sure || !furthestQualifies(plan, trials))
        && (trials.isEmpty() || !trainings.leavesOut(started.get(finished).name()))) {
      int next = Math.max(1, Math.min(session.atOnce(), sure - finished));
      trials.addAll(finish(started.subList(finished, finished + next), places));
      finished += next;
    }
    for (Recipe fallback : plan.fallbacks()) {
      if (trials.stream().noneMatch(Trial::qualifies)) {
        started(due(List.of(fallback), plan, false), plan, places)
            .forEach(one -> trials.addAll(finish(List.of(one), places)));
      }
    }
    return outcome(plan, trials, started.subList(finished, started.size()));
  }

  /** A training on its way, and how its student did at the last look. */
  private record Started(TrainingRun run, Trial look) {
    Recipe recipe() {
      return look.recipe();
    }

    String name() {
      return recipe().name();
    }
  }

  /** Where the teacher could be the student, the first trial begins there too. */
  private List<Recipe> trials(SearchPlan plan) {
    List<Recipe> trials = new ArrayList<>(plan.trials());
    if (session.teacher().isPresent()) {
      trials.add(plan.trials().get(0).fromTeacher());
    }
    return trials;
  }

  private List<Started> started(SearchPlan plan, Places places) {
    List<Recipe> trials = trials(plan);
    List<Started> started = new ArrayList<>();
    for (int from = 0; from < trials.size(); from += session.atOnce()) {
      int to = Math.min(trials.size(), from + session.atOnce());
      List<Trainings.Due> due = due(trials.subList(from, to), plan, started.isEmpty());
      started.addAll(started(due, plan, places));
    }
    return started;
  }

  private List<Started> started(List<Trainings.Due> due, SearchPlan plan, Places places) {
    trainings.advance(due);
    return due.stream().map(one -> looked(one, plan, places)).toList();
  }

  /** Trainings that go on side by side; of the first ones one must come to something. */
  private List<Trainings.Due> due(List<Recipe> some, SearchPlan plan, boolean first) {
    List<Trainings.Due> due = new ArrayList<>();
    for (Recipe recipe : some) {
      boolean needed = first && due.isEmpty();
      if (needed || !trainings.leavesOut(recipe.name())) {
        double least = needed ? plan.firstRung() : 0;
        due.add(new Trainings.Due(begin(recipe, train), recipe, plan.firstRung(), least));
      }
    }
    return due;
  }

  private Started looked(Trainings.Due due, SearchPlan plan, Places places) {
    return new Started(
        due.run(),
        plan.refit()
            ? places.end(due.recipe(), due.run())
            : places.onTheWay(due.recipe(), due.run()));
  }

  private static int qualified(List<Started> started) {
    return (int) started.stream().filter(one -> one.look().qualifies()).count();
  }

  private List<Trial> finish(List<Started> finalists, Places places) {
    trainings.advance(
        finalists.stream().map(one -> new Trainings.Due(one.run(), one.recipe(), 1, 0)).toList());
    return finalists.stream().flatMap(one -> places.all(one.recipe(), one.run()).stream()).toList();
  }

  private TrainingRun begin(Recipe recipe, int[] rows) {
    TrainingRun run = trainings.begin(recipe, rows);
    runs.add(run);
    return run;
  }

  private Bar bar(SearchPlan plan) {
    TrainingRun run = begin(plan.control(), selection.labelled(train));
    trainings.advance(run, plan.control(), 1, 1);
    try (Weights weights = run.weights()) {
      Bar bar = new Bar(exam(weights), exam(session.incoming()), selection.margins());
      trainings.notes(selection.inWords(bar));
      return bar;
    }
  }

  private Selection.Exam exam(Weights weights) {
    return selection.ask(rows -> session.answers(weights, rows));
  }

  private static boolean furthestQualifies(SearchPlan plan, List<Trial> trials) {
    return trials.stream()
        .anyMatch(trial -> trial.interpolation() == plan.furthest() && trial.qualifies());
  }

  /**
   * A recipe that is trained once more ends elsewhere, so a place on the way counts for less than
   * an end there.
   *
   * @param stopped compete only where no other keeps the bar: half of a training may be too little,
   *     but it is more than none
   */
  private static Outcome outcome(SearchPlan plan, List<Trial> trials, List<Started> stopped) {
    boolean ends = plan.refit() && furthestQualifies(plan, trials);
    Optional<Trial> best =
        trials.stream()
            .filter(trial -> trial.interpolation() <= plan.furthest())
            .filter(trial -> !ends || trial.interpolation() == plan.furthest())
            .min(Trial.BEST_FIRST)
            .filter(Trial::qualifies)
            .or(() -> best(stopped));
    return new Outcome(
        best,
        Stream.concat(trials.stream(), stopped.stream().map(Started::look))
            .map(trial -> trial.onFront(best.filter(trial::equals).isPresent()))
            .toList());
  }

  private static Optional<Trial> best(List<Started> stopped) {
    return stopped.stream().map(Started::look).min(Trial.BEST_FIRST).filter(Trial::qualifies);
  }

  @Override
  public void close() {
    runs.forEach(TrainingRun::close);
  }
}
