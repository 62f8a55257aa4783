package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.history.HistorySource;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.policy.UpgradePolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code recipe: auto}: searches for the student on a part of the rows that none is trained on. */
final class AutoDistillation {
  /** A temperature nearer to 1 than this changes nothing worth a change. */
  private static final double LEAST_COOLING = 0.02;

  private final HistorySource source;
  private final ScoringEngine engine;
  private final Trainer trainer;
  private final DistillationTask task;
  private final UpgradePolicy policy;
  private final TrainingLog log;

  AutoDistillation(
      HistorySource source,
      ScoringEngine engine,
      Trainer trainer,
      DistillationTask task,
      TrainingLog log) {
    this.source = source;
    this.engine = engine;
    this.trainer = trainer;
    this.task = task;
    this.policy = task.policy();
    this.log = log;
  }

  /** What is known before any training. */
  private record Footing(
      Material material, Split split, Selection selection, EnsembleCurve ensemble) {}

  /** Searches, and writes the student if one keeps the bar. */
  Training run() {
    Footing footing = footing();
    int[] train = footing.material().with(footing.split().train());
    SearchPlan plan = plan(footing, train);
    try (TrainingSession session = trainer.open(Trainer.Job.of(task, footing.material().rows()))) {
      RecipeSearch.Outcome outcome =
          new RecipeSearch(session, footing.selection(), train, log).run(plan);
      if (outcome.chosen().isEmpty()) {
        log.says("no student keeps the bar: the incoming model is judged as it is");
        return log.training("auto: nothing qualifies", 0, session.device(), outcome.front());
      }
      return finish(session, footing, plan, outcome.chosen().get(), outcome.front());
    }
  }

  private Footing footing() {
    try (ScoringModel teacher = engine.open(task.teacher(), policy.signature());
        ScoringModel incoming = engine.open(task.incoming(), policy.signature())) {
      Preparation preparation = new Preparation(source, policy, teacher, incoming);
      Split split = Split.of(preparation.history(), policy.distillation().seed());
      if (split.train().length == 0) {
        throw new BadInputException(
            policy.file(),
            "spec.history.group: all rows are of one group, so none can be held back to decide"
                + " between students; write a recipe, or leave the group out");
      }
      Material material = preparation.with(split.train(), SearchPlans.MADE);
      Selection selection =
          new Selection(
              material.rows(),
              preparation.history(),
              split,
              preparation.hasCatalogue() ? Probe.SHUFFLED : Probe.MASKED,
              policy);
      EnsembleCurve ensemble =
          selection.ensemble(selection.ask(teacher::score), selection.ask(incoming::score));
      log.says(
          String.format(
              Locale.ROOT,
              "%d rows to train on, %d old and %d new ones to decide; together with the incoming"
                  + " model the teacher can have a share of %.1f",
              material.with(split.train()).length,
              selection.oldRows(),
              selection.newRows(),
              ensemble.largestShare(0)));
      return new Footing(material, split, selection, ensemble);
    }
  }

  private SearchPlan plan(Footing footing, int[] train) {
    TrainingRows rows = footing.material().rows();
    int epochs = policy.distillation().budget().epochs().orElse(Integer.MAX_VALUE);
    boolean further = rows.teacher().width() < rows.incoming().width();
    long labelled = Arrays.stream(train).filter(rows::labelled).count();
    return new SearchPlans(train.length, further, epochs, policy.distillation().seed())
        .plan(footing.ensemble(), labelled);
  }

  private Training finish(
      TrainingSession session,
      Footing footing,
      SearchPlan plan,
      Trial chosen,
      List<FrontPoint> front) {
    Weights weights = plan.refit() ? refitted(session, footing, chosen) : chosen.weights();
    Weights cooled = cooled(session, footing.selection(), chosen, weights);
    session.save(cooled, task.student());
    Recipe recipe = chosen.recipe();
    String words =
        "auto, %s, %s of the way from the incoming model%s"
            .formatted(
                recipe.describe(),
                chosen.interpolation(),
                plan.refit() ? ", trained again on all rows" : "");
    return log.training(words, recipe.epochs(), session.device(), front);
  }

  /**
   * The chosen recipe once more, on the rows that decided too: few rows are too dear to leave out.
   */
  private Weights refitted(TrainingSession session, Footing footing, Trial chosen) {
    Recipe recipe = chosen.recipe();
    int[] all = footing.material().all();
    log.says("the chosen recipe once more, on all rows");
    log.begin();
    try (TrainingRun run = session.begin(recipe, all)) {
      log.advance(run, recipe, all.length, 1);
      Weights end = run.weights();
      return chosen.interpolation() == 1
          ? end
          : session.between(session.incoming(), end, chosen.interpolation());
    }
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
    log.says(
        String.format(
            Locale.ROOT,
            cooled.isPresent()
                ? "recalibrated: logits divided by %.3f"
                : "not recalibrated (temperature %.3f): the last layer was not found",
            temperature));
    return cooled.orElse(weights);
  }
}
