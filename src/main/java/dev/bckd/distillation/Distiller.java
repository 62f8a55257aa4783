package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.Needs;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Recipes;
import dev.bckd.history.HistorySource;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.policy.UpgradePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Turns an incoming model into a student that keeps the teacher's right answers. */
public final class Distiller {
  /** Writing a checkpoint costs a pass over all weights; losing half a minute costs less. */
  private static final Duration SELDOM = Duration.ofSeconds(20);

  private final HistorySource source;
  private final ScoringEngine engine;
  private final Trainer trainer;
  private final Clock clock;
  private final Optional<Path> kept;
  private final Farewell farewell;

  /**
   * Keeps no training on its way.
   *
   * @param source reads the rows at hand
   * @param engine asks the teacher and the incoming model
   * @param trainer trains
   * @param clock that the budget of time is measured with
   */
  public Distiller(HistorySource source, ScoringEngine engine, Trainer trainer, Clock clock) {
    this(source, engine, trainer, clock, Optional.empty(), new Farewell());
  }

  private Distiller(
      HistorySource source,
      ScoringEngine engine,
      Trainer trainer,
      Clock clock,
      Optional<Path> kept,
      Farewell farewell) {
    this.source = source;
    this.engine = engine;
    this.trainer = trainer;
    this.clock = clock;
    this.kept = kept;
    this.farewell = farewell;
  }

  /**
   * A distiller that keeps its trainings in a folder, so that the same distillation, killed and
   * begun again, goes on and ends at the same student.
   */
  public Distiller keeping(Path folder) {
    return keeping(folder, new Farewell());
  }

  /**
   * One that keeps a training in a folder also when it is told that its process ends.
   *
   * @param end tells it
   */
  public Distiller keeping(Path folder, Farewell end) {
    return new Distiller(source, engine, trainer, clock, Optional.of(folder), end);
  }

  /**
   * Trains the student from the incoming model's weights and writes its file. Where a search finds
   * no student that keeps the bar, no file is written and the training says so.
   *
   * @param task what to distil
   * @throws dev.bckd.model.BadInputException if history, models or recipe do not fit each other;
   *     the message names which and where; or if the policy's time is too little for one epoch, or
   *     for a search's control and the first of its students
   */
  public Training distil(DistillationTask task, DistillationListener listener) {
    try {
      return distilled(task, listener);
    } catch (OutOfMemoryError e) {
      throw new BadInputException(
          task.policy().file(),
          "spec.history: so many rows do not fit in %d MiB of Java heap (%s); take fewer, or give more"
                  .formatted(Runtime.getRuntime().maxMemory() >> 20, e.getMessage())
              + " with BCKD_JAVA_OPTS=-Xmx");
    } finally {
      // Files of large columns are deleted, but keep their disk until their mappings are collected.
      System.gc();
    }
  }

  private Training distilled(DistillationTask task, DistillationListener listener) {
    UpgradePolicy policy = task.policy();
    Stopwatch time = new Stopwatch(clock, policy);
    Digest teacher = Digest.of(task.teacher());
    trainer.remark(policy.distillation().device()).ifPresent(listener::says);
    NotingListener noting = new NotingListener(listener);
    Sessions sessions =
        new Sessions(
            trainer, job -> new Checkpoints(kept, SELDOM, clock, job, farewell), time, noting);
    Training training =
        policy.distillation().recipe().auto()
            ? searched(task, sessions, noting)
            : explicit(task, sessions, noting);
    if (!Digest.of(task.teacher()).equals(teacher)) {
      throw new IllegalStateException("the teacher's file was changed: " + task.teacher());
    }
    return training.noting(noting.noted());
  }

  private Training searched(
      DistillationTask task, Sessions sessions, DistillationListener listener) {
    Groundwork groundwork = new Groundwork(source, engine, task, listener);
    Footing footing = groundwork.footing();
    AutoDistillation auto = new AutoDistillation(task, listener);
    return auto.rehearses(footing)
        ? rehearsed(task, groundwork, footing, auto, sessions)
        : sessions.in(task, footing.rows(), trainings -> auto.run(footing, trainings));
  }

  /**
   * Three sessions: for the stand-in, for the search in which it is the incoming model, and for
   * what that chose.
   */
  private static Training rehearsed(
      DistillationTask task,
      Groundwork groundwork,
      Footing footing,
      AutoDistillation auto,
      Sessions sessions) {
    Path standIn = task.student().resolveSibling(task.student().getFileName() + ".stand-in");
    try {
      OptionalDouble lacks =
          sessions.in(
              task, footing.rows(), trainings -> auto.standsIn(footing, trainings, standIn));
      if (lacks.isEmpty()) {
        return sessions.in(task, footing.rows(), trainings -> auto.run(footing, trainings));
      }
      Footing stage = groundwork.rehearsal(footing, standIn, lacks.getAsDouble());
      AutoDistillation.Found found =
          sessions.in(
              task.incoming(standIn), stage.rows(), trainings -> auto.rehearse(stage, trainings));
      return sessions.in(
          task, footing.rows(), trainings -> auto.perform(found, footing, trainings));
    } finally {
      delete(standIn);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  private Training explicit(
      DistillationTask task, Sessions sessions, DistillationListener listener) {
    UpgradePolicy policy = task.policy();
    Material material = asked(task, listener);
    int[] rows = material.all();
    Recipe recipe = Recipes.explicit(policy, rows.length);
    InertTerms.refuse(recipe, material.rows(), rows);
    return sessions.in(
        task, material.rows(), trainings -> straight(trainings, recipe, rows, task.student()));
  }

  private static Training straight(Trainings trainings, Recipe recipe, int[] rows, Path student) {
    try (TrainingRun run = trainings.begin(recipe, rows);
        Weights weights = trained(trainings, run, recipe)) {
      trainings.session().save(weights, student);
      return trainings.end(recipe.describe(), run.losses(), List.of());
    }
  }

  private static Weights trained(Trainings trainings, TrainingRun run, Recipe recipe) {
    trainings.advance(run, recipe, 1, 1.0 / recipe.epochs());
    return run.weights();
  }

  private Material asked(DistillationTask task, DistillationListener listener) {
    UpgradePolicy policy = task.policy();
    try (ScoringModel teacher = engine.open(task.teacher(), policy.signature());
        ScoringModel incoming = engine.open(task.incoming(), policy.signature())) {
      Preparation preparation = new Preparation(source, policy, teacher, incoming);
      Material asked = preparation.with(preparation.all(), policy.distillation().recipe().made());
      preparation.remarks().forEach(listener::notes);
      Needs needs = Needs.of(Recipes.terms(policy));
      return new NeededAnswers(engine, needs).add(asked, teacher, task);
    }
  }
}
