package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.Needs;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Recipes;
import dev.bckd.history.HistorySource;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.TaskType;
import dev.bckd.policy.UpgradePolicy;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;

/** Turns an incoming model into a student that keeps the teacher's right answers. */
public final class Distiller {
  private final HistorySource history;
  private final ScoringEngine engine;
  private final Trainer trainer;
  private final Clock clock;

  /**
   * @param history reads the rows at hand
   * @param engine asks the teacher and the incoming model
   * @param trainer trains
   * @param clock that the budget of time is measured with
   */
  public Distiller(HistorySource history, ScoringEngine engine, Trainer trainer, Clock clock) {
    this.history = history;
    this.engine = engine;
    this.trainer = trainer;
    this.clock = clock;
  }

  /**
   * Trains the student from the incoming model's weights and writes its file.
   *
   * @param task what to distil
   * @throws dev.bckd.model.BadInputException if history, models or recipe do not fit each other;
   *     the message names which and where
   */
  public Training distil(DistillationTask task, DistillationListener listener) {
    UpgradePolicy policy = task.policy();
    TrainingRows rows = rows(task);
    Stopwatch time = new Stopwatch(clock, policy.distillation().budget().time());
    Trainer.Job job =
        new Trainer.Job(
            task.teacher(),
            task.incoming(),
            policy.signature(),
            policy.task(),
            rows,
            policy.distillation().device());
    try (TrainingSession session = trainer.open(job)) {
      return explicit(session, Recipes.explicit(policy, rows.size()), rows, task, time, listener);
    }
  }

  private TrainingRows rows(DistillationTask task) {
    UpgradePolicy policy = task.policy();
    Needs needs = Needs.of(Recipes.terms(policy));
    try (ScoringModel teacher = engine.open(task.teacher(), policy.signature());
        ScoringModel incoming = engine.open(task.incoming(), policy.signature())) {
      int shared = SharedClasses.of(policy, teacher.width(), incoming.width());
      int classes = policy.task() == TaskType.BINARY ? 2 : incoming.width();
      int known = policy.task() == TaskType.BINARY ? 2 : shared;
      History rows = new HistoryReader(history, policy, classes, needs.stored()).read();
      TrainingRows answered = new ModelAnswers(teacher, incoming, known).to(rows);
      return new NeededAnswers(engine, needs).add(answered, rows.stored(), teacher, task);
    }
  }

  private static Training explicit(
      TrainingSession session,
      Recipe recipe,
      TrainingRows rows,
      DistillationTask task,
      Stopwatch time,
      DistillationListener listener) {
    int[] all = IntStream.range(0, rows.size()).toArray();
    InertTerms.refuse(recipe, rows, all);
    try (TrainingRun run = session.begin(recipe, all)) {
      List<EpochLoss> losses = Epochs.run(run, recipe, time, listener);
      try (Weights weights = run.weights()) {
        session.save(weights, task.student());
      }
      int epochs = (int) (run.done() * recipe.epochs() / run.steps());
      return new Training(
          recipe.describe(),
          epochs,
          time.seconds(),
          (long) rows.size() * epochs,
          session.device(),
          run.done() < run.steps(),
          losses);
    }
  }
}
