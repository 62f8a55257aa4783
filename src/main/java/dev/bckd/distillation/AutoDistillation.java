package dev.bckd.distillation;

import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.policy.UpgradePolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code recipe: auto}: searches for the student on a part of the rows that none is trained on. */
final class AutoDistillation {
  /** Trainings that a rehearsed search comes to, that of the student included, and some more. */
  private static final double REHEARSED = 5;

  /**
   * How far a rehearsed student is taken on its way from the incoming model: the rest of it has few
   * flips less and costs quality of both kinds.
   */
  private static final double FURTHEST = 0.9;

  private static final String NONE = "no student keeps the bar";

  private final UpgradePolicy policy;
  private final ChosenStudent student;

  AutoDistillation(DistillationTask task, DistillationListener listener) {
    this.policy = task.policy();
    this.student = new ChosenStudent(task.student(), listener);
  }

  /**
   * What a search came to.
   *
   * @param chosen empty where no student keeps the bar
   */
  record Found(Optional<Choice> chosen, List<FrontPoint> front) {}

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
    SearchPlan plan = plan(stage, train).upTo(FURTHEST);
    try (RecipeSearch search = new RecipeSearch(trainings, stage.selection(), train)) {
      RecipeSearch.Outcome outcome = search.run(plan);
      return new Found(
          outcome
              .chosen()
              .filter(Trial::ended)
              .map(trial -> Choice.of(trial, trainings.session(), stage.selection())),
          outcome.front());
    }
  }

  /** Carries out what a rehearsal has chosen, with the incoming model itself. */
  Training perform(Found found, Footing footing, Trainings trainings) {
    if (found.chosen().isEmpty()) {
      return nothing(trainings, found.front(), NONE);
    }
    Choice choice = found.chosen().get();
    return student
        .again(trainings, footing, choice, found.front())
        .orElseGet(
            () -> nothing(trainings, found.front(), "the time was up before it was trained"));
  }

  /** Searches, and writes the student if one keeps the bar. */
  Training run(Footing footing, Trainings trainings) {
    int[] train = footing.train();
    SearchPlan plan = plan(footing, train);
    try (RecipeSearch search = new RecipeSearch(trainings, footing.selection(), train)) {
      RecipeSearch.Outcome outcome = search.run(plan);
      return outcome.chosen().isEmpty()
          ? nothing(trainings, outcome.front(), NONE)
          : finish(trainings, footing, plan, outcome.chosen().get(), outcome.front());
    }
  }

  private static Training nothing(Trainings trainings, List<FrontPoint> front, String why) {
    trainings.says(why + ": the incoming model is judged as it is");
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
    Choice choice = Choice.of(chosen, trainings.session(), footing.selection());
    Optional<Training> again =
        plan.refit()
                && chosen.ended()
                && !trainings.leavesOut("the chosen recipe once more, on all rows")
            ? student.again(trainings, footing, choice, front)
            : Optional.empty();
    return again.orElseGet(
        () -> {
          student.save(trainings.session(), choice, chosen.weights());
          return trainings.end(choice.words(), chosen.losses(), front);
        });
  }
}
