package dev.bckd.distillation.djl;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import dev.bckd.distillation.DistillationTask;
import dev.bckd.distillation.Distiller;
import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.Recipe;
import dev.bckd.distillation.Recipes;
import dev.bckd.distillation.SharedClasses;
import dev.bckd.distillation.Training;
import dev.bckd.history.HistorySource;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.model.TaskType;
import dev.bckd.policy.UpgradePolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Distils TorchScript models with PyTorch, through DJL.
 *
 * <p>The history lies on the device as tensors, the teacher is asked once, before training. The
 * same task, seed, device kind and number of threads give the same student. One training at a time
 * in a process, since DJL collects gradients for one only; a second waits.
 */
public final class DjlDistiller implements Distiller {
  private static final Lock ONE_TRAINING = new ReentrantLock();

  private final HistorySource source;
  private final Clock clock;
  private final ScoringEngine scoring = new DjlScoringEngine();

  /**
   * @param source of the labelled rows
   */
  public DjlDistiller(HistorySource source) {
    this(source, Clock.systemUTC());
  }

  /**
   * @param source of the labelled rows
   * @param clock that the budget of time is measured with
   */
  DjlDistiller(HistorySource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  @Override
  public Training distil(DistillationTask task, Consumer<EpochLoss> epochs) {
    UpgradePolicy policy = task.policy();
    Device device = TorchRuntime.device(policy.distillation().device());
    TorchRuntime.prepareThread();
    List<HistoryRows> parts = HistoryRows.read(source, policy);
    int rows = parts.stream().mapToInt(HistoryRows::rows).sum();
    Recipe recipe = Recipes.of(policy, rows);
    ONE_TRAINING.lock();
    try (PtNDManager manager = TorchRuntime.newManager(device)) {
      ResidentHistory history = history(task, parts, manager);
      Student student =
          new Student(
              task.incoming(),
              task.student(),
              policy.signature(),
              policy.task(),
              LargeTable.DEFAULT,
              manager);
      Adam adam = new Adam(student.weights(), LargeTable.DEFAULT, manager);
      Loop loop = new Loop(recipe, history, student, adam);
      Training training = train(loop, recipe, policy, rows, name(device), epochs);
      student.save();
      mustAnswer(task, parts.get(0));
      return training;
    } finally {
      ONE_TRAINING.unlock();
    }
  }

  private ResidentHistory history(
      DistillationTask task, List<HistoryRows> parts, PtNDManager manager) {
    UpgradePolicy policy = task.policy();
    try (ScoringModel teacher = scoring.open(task.teacher(), policy.signature());
        ScoringModel incoming = scoring.open(task.incoming(), policy.signature())) {
      int shared = SharedClasses.of(policy, teacher.width(), incoming.width());
      int labels = policy.task() == TaskType.BINARY ? 2 : incoming.width();
      parts.forEach(part -> part.requireLabelsBelow(labels));
      TeacherAnswers answers =
          TeacherAnswers.of(teacher, parts, policy.signature(), policy.task(), shared);
      return ResidentHistory.of(parts, answers, policy.task(), shared, policy.signature(), manager);
    }
  }

  private Training train(
      Loop loop,
      Recipe recipe,
      UpgradePolicy policy,
      int rows,
      String device,
      Consumer<EpochLoss> epochs) {
    Instant start = clock.instant();
    Duration budget = policy.distillation().budget().time();
    List<EpochLoss> losses = new ArrayList<>();
    int epoch = 0;
    while (epoch < recipe.epochs() && (epoch == 0 || elapsed(start).compareTo(budget) < 0)) {
      epoch++;
      List<EpochLoss> latest = loop.epoch(epoch);
      latest.forEach(epochs);
      losses.addAll(latest);
    }
    return new Training(
        recipe.describe(),
        epoch,
        elapsed(start).toNanos() / 1e9,
        (long) rows * epoch,
        device,
        epoch < recipe.epochs(),
        losses);
  }

  private Duration elapsed(Instant start) {
    return Duration.between(start, clock.instant());
  }

  private static String name(Device device) {
    return device.isGpu()
        ? "cuda:" + device.getDeviceId()
        : "cpu, " + TorchRuntime.threads() + " threads";
  }

  /** Opens the student as any server would, and asks it about rows it was trained on. */
  private void mustAnswer(DistillationTask task, HistoryRows rows) {
    try (ScoringModel student = scoring.open(task.student(), task.policy().signature())) {
      student.score(rows.table());
    }
  }
}
