package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Trains a few students and chooses one: the least upper bound of the negative flip rate among
 * those that keep the bar.
 *
 * <p>The weakest stop early (successive halving: Jamieson and Talwalkar, AISTATS 2016). Points on
 * the line from the incoming model to each finalist compete too; they cost no training (Wortsman et
 * al., CVPR 2022, weight-space ensembles).
 */
final class RecipeSearch {
  /** Where on the line students are looked at, beside its end. */
  private static final List<Double> PATH = List.of(0.5, 0.7, 0.85);

  private static final Comparator<Trial> BEST_FIRST =
      Comparator.comparing(Trial::qualifies).reversed().thenComparingDouble(Trial::flipsAtMost);

  private final TrainingSession session;
  private final Selection selection;
  private final int[] train;
  private final TrainingLog log;

  /**
   * @param train rows that students are trained on
   * @param log counts what is trained, and says so
   */
  RecipeSearch(TrainingSession session, Selection selection, int[] train, TrainingLog log) {
    this.session = session;
    this.selection = selection;
    this.train = train;
    this.log = log;
  }

  /**
   * What came of a search.
   *
   * @param chosen the best student that keeps the bar; empty where none does
   * @param front all that were looked at to the end
   */
  record Outcome(Optional<Trial> chosen, List<FrontPoint> front) {}

  /** Makes the plan's students and chooses. */
  Outcome run(SearchPlan plan) {
    Bar bar = bar(plan);
    List<TrainingRun> runs = new ArrayList<>();
    try {
      List<Started> started = new ArrayList<>();
      for (Recipe recipe : plan.trials()) {
        if (started.isEmpty() || !log.over()) {
          TrainingRun run = session.begin(recipe, train);
          runs.add(run);
          log.advance(run, recipe, train.length, plan.firstRung());
          started.add(new Started(run, look(recipe, 1, run.weights(), bar)));
        }
      }
      started.sort(Comparator.comparing(Started::look, BEST_FIRST));
      List<Trial> trials = new ArrayList<>();
      for (Started finalist : started.subList(0, Math.min(plan.finalists(), started.size()))) {
        trials.addAll(finish(finalist, bar));
      }
      return outcome(trials);
    } finally {
      runs.forEach(TrainingRun::close);
    }
  }

  /** A training on its way, and how its student did at the last look. */
  private record Started(TrainingRun run, Trial look) {}

  private Bar bar(SearchPlan plan) {
    int[] labelled = selection.labelled(train);
    try (TrainingRun run = session.begin(plan.control(), labelled)) {
      log.advance(run, plan.control(), labelled.length, 1);
      try (Weights weights = run.weights()) {
        return new Bar(exam(weights), exam(session.incoming()), selection.margin());
      }
    }
  }

  private List<Trial> finish(Started finalist, Bar bar) {
    Recipe recipe = finalist.look().recipe();
    log.advance(finalist.run(), recipe, train.length, 1);
    Weights end = finalist.run().weights();
    List<Trial> trials = new ArrayList<>();
    trials.add(look(recipe, 1, end, bar));
    for (double share : PATH) {
      trials.add(look(recipe, share, session.between(session.incoming(), end, share), bar));
    }
    return trials;
  }

  private Trial look(Recipe recipe, double interpolation, Weights weights, Bar bar) {
    Standing standing = selection.standing(exam(weights), bar);
    Trial trial = new Trial(recipe, interpolation, weights, standing, bar.keeps(standing));
    log.says(
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

  private static Outcome outcome(List<Trial> trials) {
    Optional<Trial> best = trials.stream().min(BEST_FIRST).filter(Trial::qualifies);
    return new Outcome(
        best,
        trials.stream()
            .map(trial -> trial.onFront(best.filter(trial::equals).isPresent()))
            .toList());
  }
}
