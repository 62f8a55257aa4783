package dev.bckd.distillation.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.TrainingRun;
import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.djl.loss.Batch;
import dev.bckd.distillation.djl.loss.Gather;
import dev.bckd.distillation.djl.loss.LossTerm;
import dev.bckd.distillation.djl.loss.LossTerms;
import dev.bckd.distillation.djl.loss.Pass;
import dev.bckd.distillation.djl.loss.ResidentRows;
import dev.bckd.distillation.djl.loss.Scale;
import dev.bckd.distillation.djl.loss.Setting;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Target;
import dev.bckd.inference.djl.NativeMessages;
import dev.bckd.model.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of one training: a module and an optimiser of its own over the session's rows. */
final class DjlRun implements TrainingRun {
  private final Recipe recipe;
  private final ResidentRows resident;
  private final PtNDManager session;
  private final PtNDManager manager;
  private final Student student;
  private final List<PtNDArray> moving;
  private final Adam adam;
  private final StepPlan plan;
  private final Optional<InputChanges> changes;
  private final LiveModels live;
  private final TailAverage average;
  private final List<LossTerm> terms;
  private final EpochSums sums;
  private final TensorLists lists;
  private final List<EpochLoss> losses = new ArrayList<>();
  private boolean begun;
  private long done;

  DjlRun(
      Trainer.Job job,
      Recipe recipe,
      int[] rows,
      ResidentRows resident,
      DjlWeights start,
      TensorLists lists,
      PtNDManager parent) {
    this.recipe = recipe;
    this.resident = resident;
    this.lists = lists;
    this.session = parent;
    this.manager = (PtNDManager) parent.newSubManager();
    this.student =
        new Student(
            job.incoming(),
            job.signature(),
            LargeTable.gathered(manager.getDevice()),
            Precision.on(manager.getDevice()),
            manager);
    lists.copy(start.values(), student.weights());
    this.moving = FrozenNames.freeze(student.weights(), recipe.freeze());
    this.plan = new StepPlan(job.rows(), rows, recipe);
    this.changes =
        recipe.augmentation().changes()
            ? Optional.of(
                new InputChanges(
                    recipe.augmentation(),
                    job.signature(),
                    job.rows().inputs(),
                    job.rows()::labelled,
                    recipe.seed(),
                    new PinnedCopies(manager)))
            : Optional.empty();
    this.live = new LiveModels(job, recipe, resident.shared(), lists, manager);
    this.terms = terms(job, rows);
    this.adam = new Adam(trained(), LargeTable.DEFAULT, manager);
    this.sums = new EpochSums(recipe.terms());
    this.average = new TailAverage(student.weights(), recipe.average(), steps(), lists, manager);
  }

  private List<LossTerm> terms(Trainer.Job job, int[] rows) {
    NDArray weights = manager.create(RowWeights.of(job.rows(), rows, recipe.oldWeight()));
    RunModels models = new RunModels(job, student, moving, resident, rows, recipe.seed(), manager);
    Setting setting = new Setting(resident, weights, models);
    return recipe.terms().stream().map(term -> LossTerms.of(term, setting)).toList();
  }

  /** The student's weights, and what terms train along. */
  private List<PtNDArray> trained() {
    List<PtNDArray> all = new ArrayList<>(moving);
    terms.stream()
        .flatMap(term -> term.trained().stream())
        .forEach(more -> all.add((PtNDArray) more));
    return all;
  }

  @Override
  public long steps() {
    return plan.steps() * recipe.epochs();
  }

  @Override
  public long done() {
    return done;
  }

  @Override
  public void advance(long steps) {
    long end = Math.min(steps(), done + steps);
    while (done < end) {
      int epoch = (int) (done / plan.steps()) + 1;
      long stepOfEpoch = done % plan.steps();
      boolean last = stepOfEpoch == plan.steps() - 1;
      step(plan.of(epoch, stepOfEpoch), epoch, last);
      done++;
      average.after(done);
      if (last) {
        losses.addAll(sums.close(epoch));
      }
    }
  }

  @Override
  public List<EpochLoss> losses() {
    return List.copyOf(losses);
  }

  private void step(StepPlan.StepRows rows, int epoch, boolean last) {
    double progress = (double) done / steps();
    try (NDManager scope = manager.newSubManager()) {
      Step step = inputs(rows, progress, scope);
      if (!begun) {
        begin(step, scope);
      }
      if (last) {
        probe(step, scope);
      }
      sums.add(move(step, epoch, scope), rows.rows().length);
      live.follow(student.weights());
    } catch (EngineException e) {
      throw new BadInputException(
          "distillation",
          "no gradient (do the logits depend on a trainable parameter?): "
              + NativeMessages.reason(e));
    }
  }

  /**
   * Learns what is rounding in the student's answers; before the first step looks for a term that
   * is more, from step to step of the epoch until there is one.
   */
  private void begin(Step first, NDManager scope) {
    begun = true;
    sums.within(
        Gradients.recorded(() -> Rounding.of(student.forward(first.inputs()), adam::gradientNorm)));
    if (done > 0) {
      return;
    }
    probe(first, scope);
    for (long step = 1; step < plan.steps() && !sums.moves(); step++) {
      try (NDManager look = manager.newSubManager()) {
        probe(inputs(plan.of(1, step), 0, look), look);
      }
    }
    sums.requireMore();
  }

  /** What one step works on, for as many forward passes as it needs. */
  private record Step(Batch batch, NDList inputs, Map<Target, NDArray> answers, double progress) {}

  private Step inputs(StepPlan.StepRows rows, double progress, NDManager scope) {
    NDArray indices = scope.create(rows.rows());
    NDList inputs =
        changes
            .map(changed -> changed.of(rows.rows(), done, scope))
            .orElseGet(() -> logged(indices, scope));
    NDList shown = changes.isPresent() && live.seesRowsAsLogged() ? logged(indices, scope) : inputs;
    return new Step(
        new Batch(indices, rows.lists()),
        inputs,
        live.answers(rows.rows(), shown, scope),
        progress);
  }

  private NDList logged(NDArray indices, NDManager scope) {
    NDList inputs = new NDList();
    for (NDArray input : resident.inputs()) {
      inputs.add(Gather.rows(input, indices, resident.copies(), scope));
    }
    return inputs;
  }

  private Pass pass(Step step, NDManager scope) {
    return new Pass(
        resident,
        step.batch(),
        student.forward(step.inputs()),
        step.answers(),
        step.progress(),
        scope);
  }

  /** Forward, backward and the optimiser's step; each term's value. */
  private double[] move(Step step, int epoch, NDManager scope) {
    return Gradients.recorded(
        () -> {
          double[] values = new double[terms.size()];
          Pass pass = pass(step, scope);
          List<NDArray> weighted = new ArrayList<>();
          for (int i = 0; i < values.length; i++) {
            NDArray value = terms.get(i).value(pass);
            values[i] = value.stopGradient().getFloat();
            sums.requireFinite(i, values[i], epoch);
            weighted.add(Scale.by(value, recipe.terms().get(i).weight()));
          }
          NDArray loss = weighted.stream().reduce(NDArray::add).orElseThrow();
          adam.step(loss, recipe.learningRate() * (1 - step.progress()));
          return values;
        });
  }

  /** Each term's own gradient, without a step. */
  private void probe(Step step, NDManager scope) {
    for (int i = 0; i < terms.size(); i++) {
      LossTerm term = terms.get(i);
      double weight = recipe.terms().get(i).weight();
      int number = i;
      Gradients.recorded(
          () -> {
            NDArray value = term.value(pass(step, scope));
            double now = value.stopGradient().getFloat();
            sums.gradient(number, now, adam.gradientNorm(Scale.by(value, weight)));
            return number;
          });
    }
  }

  @Override
  public Weights weights() {
    live.requireUnchanged();
    return average.copy(session);
  }

  /** Everything that moves but the tail average, in a fixed order. */
  private List<PtNDArray> state() {
    List<PtNDArray> state = new ArrayList<>(trained());
    state.addAll(adam.state());
    live.averages().forEach(state::addAll);
    return state;
  }

  @Override
  public void checkpoint(Path file) throws IOException {
    List<PtNDArray> tensors = new ArrayList<>(state());
    tensors.addAll(average.mean());
    new RunState(done, average.looks(), sums.state(), losses, tensors).write(file);
  }

  @Override
  public void restore(Path file) throws IOException {
    try (NDManager scope = manager.newSubManager()) {
      RunState earlier = RunState.read(file, scope);
      List<PtNDArray> state = state();
      List<PtNDArray> tensors = earlier.tensors();
      lists.copy(tensors.subList(0, state.size()), state);
      average.restore(earlier.looks(), tensors.subList(state.size(), tensors.size()));
      sums.restore(earlier.sums());
      losses.clear();
      losses.addAll(earlier.losses());
      done = earlier.done();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
