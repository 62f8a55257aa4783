package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.Needs;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Recipes;
import dev.bckd.history.HistorySource;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.policy.UpgradePolicy;
import java.time.Clock;
import java.util.List;

/** Turns an incoming model into a student that keeps the teacher's right answers. */
public final class Distiller {
  private final HistorySource source;
  private final ScoringEngine engine;
  private final Trainer trainer;
  private final Clock clock;

  /**
   * @param source reads the rows at hand
   * @param engine asks the teacher and the incoming model
   * @param trainer trains
   * @param clock that the budget of time is measured with
   */
  public Distiller(HistorySource source, ScoringEngine engine, Trainer trainer, Clock clock) {
    this.source = source;
    this.engine = engine;
    this.trainer = trainer;
    this.clock = clock;
  }

  /**
   * Trains the student from the incoming model's weights and writes its file. Where a search finds
   * no student that keeps the bar, no file is written and the training says so.
   *
   * @param task what to distil
   * @throws dev.bckd.model.BadInputException if history, models or recipe do not fit each other;
   *     the message names which and where
   */
  public Training distil(DistillationTask task, DistillationListener listener) {
    UpgradePolicy policy = task.policy();
    Stopwatch time = new Stopwatch(clock, policy.distillation().budget().time());
    TrainingLog log = new TrainingLog(time, listener);
    return policy.distillation().recipe().auto()
        ? new AutoDistillation(source, engine, trainer, task, log).run()
        : explicit(task, log);
  }

  private Training explicit(DistillationTask task, TrainingLog log) {
    UpgradePolicy policy = task.policy();
    Material material;
    try (ScoringModel teacher = engine.open(task.teacher(), policy.signature());
        ScoringModel incoming = engine.open(task.incoming(), policy.signature())) {
      Preparation preparation = new Preparation(source, policy, teacher, incoming);
      Material asked = preparation.with(preparation.all(), policy.distillation().recipe().made());
      Needs needs = Needs.of(Recipes.terms(policy));
      material = new NeededAnswers(engine, needs).add(asked, teacher, task);
    }
    int[] rows = material.all();
    Recipe recipe = Recipes.explicit(policy, rows.length);
    InertTerms.refuse(recipe, material.rows(), rows);
    try (TrainingSession session = trainer.open(Trainer.Job.of(task, material.rows()));
        TrainingRun run = session.begin(recipe, rows)) {
      log.advance(run, recipe, rows.length, 1);
      try (Weights weights = run.weights()) {
        session.save(weights, task.student());
      }
      int epochs = (int) (run.done() * recipe.epochs() / run.steps());
      return log.training(recipe.describe(), epochs, session.device(), List.of());
    }
  }
}
