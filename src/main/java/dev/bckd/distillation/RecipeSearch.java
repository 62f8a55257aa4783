package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * Trains a few students and chooses one: the least upper bound of the negative flip rate among
 * those that keep the bar.
 *
 * <p>The weakest stop early (successive halving: Jamieson and Talwalkar, AISTATS 2016). Points on
 * the line from the incoming model to each finalist compete too; they cost no training (Wortsman et
 * al., CVPR 2022, weight-space ensembles).
 */
final class RecipeSearch implements AutoCloseable {
  /** Where on the line students are looked at, beside its end. */
  private static final List<Double> PATH = List.of(0.85, 0.7, 0.5);

  /** The first of the plan that keeps the bar: flips of few rows do not tell neighbours apart. */
  private static final Comparator<Trial> AS_PLANNED = Comparator.comparingDouble(Trial::shortfall);

  private static final Comparator<Trial> BEST_FIRST =
      Comparator.comparingDouble(Trial::shortfall).thenComparingDouble(Trial::flipsAtMost);

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
   * @param front all that were looked at to the end
   */
  record Outcome(Optional<Trial> chosen, List<FrontPoint> front) {}

  /**
   * Makes the plan's students and chooses.
   *
   * @throws dev.bckd.model.BadInputException if the time is too little for the control and the
   *     first look at the first student
   */
  Outcome run(SearchPlan plan) {
    Bar bar = bar(plan);
    List<Started> started = started(plan, bar);
    started.sort(Comparator.comparing(Started::look, plan.refit() ? AS_PLANNED : BEST_FIRST));
    List<Trial> trials = new ArrayList<>();
    for (Started finalist : started.subList(0, Math.min(plan.finalists(), started.size()))) {
      if (endQualifies(trials) || (!trials.isEmpty() && trainings.leavesOut(finalist.name()))) {
        break;
      }
      trials.addAll(finish(finalist, bar));
    }
    return outcome(plan, trials);
  }

  private static boolean endQualifies(List<Trial> trials) {
    return trials.stream().anyMatch(trial -> trial.interpolation() == 1 && trial.qualifies());
  }

  /** Where the teacher could be the student, the first trial begins there too. */
  private List<Recipe> trials(SearchPlan plan) {
    List<Recipe> trials = new ArrayList<>(plan.trials());
    if (session.teacher().isPresent()) {
      trials.add(plan.trials().get(0).fromTeacher());
    }
    return trials;
  }

  private List<Started> started(SearchPlan plan, Bar bar) {
    List<Recipe> trials = trials(plan);
    List<Started> started = new ArrayList<>();
    for (int from = 0; from < trials.size(); from += session.atOnce()) {
      int to = Math.min(trials.size(), from + session.atOnce());
      List<Trainings.Due> due = due(trials.subList(from, to), plan, started.isEmpty());
      trainings.advance(due);
      due.forEach(one -> started.add(looked(one, plan, bar)));
    }
    return started;
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

  private Started looked(Trainings.Due due, SearchPlan plan, Bar bar) {
    Trial end = look(due.recipe(), 1, due.run(), due.run().weights(), bar);
    return new Started(due.run(), plan.refit() ? end : onTheWay(end, due.run(), bar));
  }

  /** Where the student is now, or as far back on the way as it takes to keep the bar. */
  private Trial onTheWay(Trial now, TrainingRun run, Bar bar) {
    Trial best = now;
    for (double share : PATH) {
      if (best.qualifies()) {
        break;
      }
      Weights there = session.between(session.incoming(), now.weights(), share);
      Trial back = look(now.recipe(), share, run, there, bar);
      best = BinaryOperator.minBy(BEST_FIRST).apply(best, back);
    }
    return best;
  }

  private TrainingRun begin(Recipe recipe, int[] rows) {
    TrainingRun run = trainings.begin(recipe, rows);
    runs.add(run);
    return run;
  }

  /** A training on its way, and how its student did at the last look. */
  private record Started(TrainingRun run, Trial look) {
    String name() {
      return look.recipe().name();
    }
  }

  private Bar bar(SearchPlan plan) {
    TrainingRun run = begin(plan.control(), selection.labelled(train));
    trainings.advance(run, plan.control(), 1, 1);
    try (Weights weights = run.weights()) {
      return new Bar(exam(weights), exam(session.incoming()), selection.margin());
    }
  }

  private List<Trial> finish(Started finalist, Bar bar) {
    Recipe recipe = finalist.look().recipe();
    TrainingRun run = finalist.run();
    trainings.advance(run, recipe, 1);
    Weights end = run.weights();
    List<Trial> trials = new ArrayList<>();
    trials.add(look(recipe, 1, run, end, bar));
    for (double share : PATH) {
      trials.add(look(recipe, share, run, session.between(session.incoming(), end, share), bar));
    }
    return trials;
  }

  private Trial look(
      Recipe recipe, double interpolation, TrainingRun run, Weights weights, Bar bar) {
    Standing standing = selection.standing(exam(weights), bar);
    Trial trial =
        new Trial(recipe, interpolation, weights, run.losses(), standing, bar.shortfall(standing));
    trainings.says(
        String.format(
            Locale.ROOT,
            "%s at %.2f: negative flips %.4f, at most %.4f; %s%s",
            recipe.name(),
            interpolation,
            standing.negativeFlips().interval().estimate(),
            trial.flipsAtMost(),
            standing.inWords(),
            trial.qualifies() ? "" : "; below the bar"));
    return trial;
  }

  private Selection.Exam exam(Weights weights) {
    return selection.ask(rows -> session.answers(weights, rows));
  }

  /**
   * A recipe that is trained once more ends elsewhere, so a place on the way counts for less than
   * an end there.
   */
  private static Outcome outcome(SearchPlan plan, List<Trial> trials) {
    boolean ends = plan.refit() && endQualifies(trials);
    Optional<Trial> best =
        trials.stream()
            .filter(trial -> !ends || trial.interpolation() == 1)
            .min(BEST_FIRST)
            .filter(Trial::qualifies);
    return new Outcome(
        best,
        trials.stream()
            .map(trial -> trial.onFront(best.filter(trial::equals).isPresent()))
            .toList());
  }

  @Override
  public void close() {
    runs.forEach(TrainingRun::close);
  }
}
