package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.policy.Start;
import dev.bckd.policy.UpgradePolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code recipe: auto}: searches for the student on a part of the rows that none is trained on. */
final class AutoDistillation {
  /** A temperature nearer to 1 than this changes nothing worth a change. */
  private static final double LEAST_COOLING = 0.02;

  /** Trainings that a rehearsed search comes to, that of the student included, and some more. */
  private static final double REHEARSED = 6;

  private final DistillationTask task;
  private final UpgradePolicy policy;
  private final DistillationListener listener;

  AutoDistillation(DistillationTask task, DistillationListener listener) {
    this.task = task;
    this.policy = task.policy();
    this.listener = listener;
  }

  /**
   * What a search came to.
   *
   * @param chosen empty where no student keeps the bar
   */
  record Found(Optional<Choice> chosen, List<FrontPoint> front) {}

  /**
   * What was chosen, apart from the weights.
   *
   * @param recipe how the student is trained
   * @param origin which model the line begins at that it stands on
   * @param interpolation where it stands on the line, 1 at the end
   * @param ended whether its training was at its end
   * @param temperature by which its logits are to be divided
   */
  record Choice(
      Recipe recipe, Start origin, double interpolation, boolean ended, double temperature) {
    String words() {
      return "auto, %s, %s%s of the way from the %s"
          .formatted(
              recipe.describe(),
              ended ? "" : "stopped early, ",
              interpolation,
              origin == Start.TEACHER ? "teacher" : "incoming model");
    }
  }

  /** Whether the search had best be rehearsed with a stand-in for the incoming model. */
  boolean rehearses(Footing footing) {
    return footing.selection().seen() && standIn(footing).isPresent();
  }

  private Optional<Recipe> standIn(Footing footing) {
    return plans(footing, StandIn.rows(footing).length).standIn();
  }

  /**
   * Trains the stand-in and writes it.
   *
   * @return how much less right it is than the incoming model where both are strangers, as a share;
   *     empty where it cannot stand for it, or there is no time for the rest
   */
  OptionalDouble standsIn(Footing footing, Trainings trainings, Path file) {
    Recipe recipe = standIn(footing).orElseThrow();
    double before = trainings.seconds();
    OptionalDouble lacks = new StandIn(footing, trainings).written(recipe, file);
    if (lacks.isEmpty()) {
      return lacks;
    }
    int[] train = footing.train();
    double work =
        (double) plan(footing, train).trials().get(0).epochs()
            * train.length
            / (recipe.epochs() * StandIn.rows(footing).length);
    return trainings.leavesTime(REHEARSED * work * (trainings.seconds() - before))
        ? lacks
        : OptionalDouble.empty();
  }

  /** Searches where a stand-in is the incoming model; writes nothing. */
  Found rehearse(Footing stage, Trainings trainings) {
    int[] train = stage.train();
    SearchPlan plan = plan(stage, train);
    try (RecipeSearch search = new RecipeSearch(trainings, stage.selection(), train)) {
      RecipeSearch.Outcome outcome = search.run(plan);
      return new Found(
          outcome.chosen().map(trial -> choice(trainings.session(), stage, trial)),
          outcome.front());
    }
  }

  /** Carries out what a rehearsal has chosen, with the incoming model itself. */
  Training perform(Found found, Footing footing, Trainings trainings) {
    if (found.chosen().isEmpty()) {
      return nothing(trainings, found.front());
    }
    Choice choice = found.chosen().get();
    return again(trainings, footing, choice, found.front())
        .orElseGet(() -> nothing(trainings, found.front()));
  }

  /** Searches, and writes the student if one keeps the bar. */
  Training run(Footing footing, Trainings trainings) {
    int[] train = footing.train();
    SearchPlan plan = plan(footing, train);
    try (RecipeSearch search = new RecipeSearch(trainings, footing.selection(), train)) {
      RecipeSearch.Outcome outcome = search.run(plan);
      return outcome.chosen().isEmpty()
          ? nothing(trainings, outcome.front())
          : finish(trainings, footing, plan, outcome.chosen().get(), outcome.front());
    }
  }

  private static Training nothing(Trainings trainings, List<FrontPoint> front) {
    trainings.says("no student keeps the bar: the incoming model is judged as it is");
    return trainings.end("auto: nothing qualifies", List.of(), front);
  }

  private SearchPlan plan(Footing footing, int[] train) {
    return plans(footing, footing.selection().labelled(train).length).plan(footing.ensemble());
  }

  private SearchPlans plans(Footing footing, int labelled) {
    TrainingRows rows = footing.material().rows();
    return new SearchPlans(
        labelled,
        footing.made(),
        Math.max(2, rows.incoming().width()),
        rows.teacher().width() < rows.incoming().width(),
        policy.distillation().budget().epochs().orElse(Integer.MAX_VALUE),
        policy.distillation().seed());
  }

  private Training finish(
      Trainings trainings, Footing footing, SearchPlan plan, Trial chosen, List<FrontPoint> front) {
    Choice choice = choice(trainings.session(), footing, chosen);
    Optional<Training> again =
        plan.refit()
                && chosen.ended()
                && !trainings.leavesOut("the chosen recipe once more, on all rows")
            ? again(trainings, footing, choice, front)
            : Optional.empty();
    return again.orElseGet(
        () -> {
          save(trainings.session(), choice, chosen.weights());
          return trainings.end(choice.words(), chosen.losses(), front);
        });
  }

  private static Choice choice(TrainingSession session, Footing footing, Trial chosen) {
    double temperature =
        footing.selection().temperature(rows -> session.answers(chosen.weights(), rows));
    return new Choice(
        chosen.recipe(), chosen.origin(), chosen.interpolation(), chosen.ended(), temperature);
  }

  /**
   * The chosen recipe once more, on the rows that decided too: rows are too dear to leave out. One
   * that the time cuts short is worth nothing.
   */
  private Optional<Training> again(
      Trainings trainings, Footing footing, Choice choice, List<FrontPoint> front) {
    trainings.says("the chosen recipe once more, on all rows");
    Recipe recipe = choice.recipe();
    try (TrainingRun run = trainings.begin(recipe, footing.material().all())) {
      trainings.advance(run, recipe, 1);
      if (run.done() < run.steps()) {
        return Optional.empty();
      }
      try (Weights end = run.weights()) {
        save(trainings.session(), choice, there(trainings.session(), choice, end));
      }
      return Optional.of(
          trainings.end(choice.words() + ", trained again on all rows", run.losses(), front));
    }
  }

  private static Weights there(TrainingSession session, Choice choice, Weights end) {
    Weights origin =
        choice.origin() == Start.TEACHER ? session.teacher().orElseThrow() : session.incoming();
    return choice.interpolation() == 1 ? end : session.between(origin, end, choice.interpolation());
  }

  private void save(TrainingSession session, Choice choice, Weights weights) {
    session.save(cooled(session, choice.temperature(), weights), task.student());
  }

  /**
   * The weights with the logits at the temperature that suits the deciding rows of the old tasks.
   */
  private Weights cooled(TrainingSession session, double temperature, Weights weights) {
    if (Math.abs(temperature - 1) < LEAST_COOLING) {
      return weights;
    }
    Optional<Weights> cooled = session.cooled(weights, temperature);
    listener.says(
        String.format(
            Locale.ROOT,
            cooled.isPresent()
                ? "recalibrated: logits divided by %.3f"
                : "not recalibrated (temperature %.3f): no single layer makes the logits",
            temperature));
    return cooled.orElse(weights);
  }
}
