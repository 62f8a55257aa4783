package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.policy.Start;
import dev.bckd.policy.UpgradePolicy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code recipe: auto}: searches for the student on a part of the rows that none is trained on. */
final class AutoDistillation {
  /** A temperature nearer to 1 than this changes nothing worth a change. */
  private static final double LEAST_COOLING = 0.02;

  private final DistillationTask task;
  private final UpgradePolicy policy;
  private final DistillationListener listener;

  AutoDistillation(DistillationTask task, DistillationListener listener) {
    this.task = task;
    this.policy = task.policy();
    this.listener = listener;
  }

  /** Searches, and writes the student if one keeps the bar. */
  Training run(Footing footing, Trainings trainings) {
    int[] train = footing.train();
    SearchPlan plan = plan(footing, train);
    try (RecipeSearch search = new RecipeSearch(trainings, footing.selection(), train)) {
      RecipeSearch.Outcome outcome = search.run(plan);
      if (outcome.chosen().isEmpty()) {
        trainings.says("no student keeps the bar: the incoming model is judged as it is");
        return trainings.end("auto: nothing qualifies", List.of(), outcome.front());
      }
      return finish(trainings, footing, plan, outcome.chosen().get(), outcome.front());
    }
  }

  private SearchPlan plan(Footing footing, int[] train) {
    TrainingRows rows = footing.material().rows();
    int epochs = policy.distillation().budget().epochs().orElse(Integer.MAX_VALUE);
    return new SearchPlans(
            footing.selection().labelled(train).length,
            footing.made(),
            Math.max(2, rows.incoming().width()),
            rows.teacher().width() < rows.incoming().width(),
            epochs,
            policy.distillation().seed())
        .plan(footing.ensemble());
  }

  private Training finish(
      Trainings trainings, Footing footing, SearchPlan plan, Trial chosen, List<FrontPoint> front) {
    if (plan.refit()
        && chosen.ended()
        && !trainings.leavesOut("the chosen recipe once more, on all rows")) {
      try (TrainingRun run = refitted(trainings, footing, chosen.recipe())) {
        if (run.done() == run.steps()) {
          try (Weights end = run.weights()) {
            save(trainings.session(), footing, chosen, end);
          }
          return trainings.end(words(chosen) + ", trained again on all rows", run.losses(), front);
        }
      }
    }
    save(trainings.session(), footing, chosen, chosen.weights());
    return trainings.end(words(chosen), chosen.losses(), front);
  }

  private static String words(Trial chosen) {
    return "auto, %s, %s%s of the way from the %s"
        .formatted(
            chosen.recipe().describe(),
            chosen.ended() ? "" : "stopped early, ",
            chosen.interpolation(),
            chosen.origin() == Start.TEACHER ? "teacher" : "incoming model");
  }

  /**
   * The chosen recipe once more, on the rows that decided too: few rows are too dear to leave out.
   * One that the time cuts short is worth less than the student that was chosen.
   */
  private static TrainingRun refitted(Trainings trainings, Footing footing, Recipe recipe) {
    trainings.says("the chosen recipe once more, on all rows");
    TrainingRun run = trainings.begin(recipe, footing.material().all());
    trainings.advance(run, recipe, 1);
    return run;
  }

  /**
   * Writes the student.
   *
   * @param end the weights at the end of the training whose way was chosen
   */
  private void save(TrainingSession session, Footing footing, Trial chosen, Weights end) {
    Weights there =
        chosen.interpolation() == 1 || end == chosen.weights()
            ? end
            : session.between(origin(session, chosen), end, chosen.interpolation());
    session.save(cooled(session, footing.selection(), chosen, there), task.student());
  }

  private static Weights origin(TrainingSession session, Trial chosen) {
    return chosen.origin() == Start.TEACHER ? session.teacher().orElseThrow() : session.incoming();
  }

  /**
   * The weights with the logits at the temperature that suits the deciding rows of the old tasks.
   */
  private Weights cooled(
      TrainingSession session, Selection selection, Trial chosen, Weights weights) {
    double temperature = selection.temperature(rows -> session.answers(chosen.weights(), rows));
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
