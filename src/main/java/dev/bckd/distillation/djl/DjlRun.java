package dev.bckd.distillation.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.TrainingRun;
import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.djl.loss.Gather;
import dev.bckd.distillation.djl.loss.LossTerm;
import dev.bckd.distillation.djl.loss.LossTerms;
import dev.bckd.distillation.djl.loss.Pass;
import dev.bckd.distillation.djl.loss.ResidentRows;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.inference.djl.NativeMessages;
import dev.bckd.model.BadInputException;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The steps of one training: a module and an optimiser of its own over the session's rows. */
final class DjlRun implements TrainingRun {
  private final Recipe recipe;
  private final ResidentRows resident;
  private final PtNDManager session;
  private final PtNDManager manager;
  private final Student student;
  private final Adam adam;
  private final RowOrder order;
  private final TailAverage average;
  private final Optional<InputChanges> changes;
  private final List<LossTerm> terms;
  private final EpochSums sums;
  private final int rows;
  private final long stepsAnEpoch;
  private long done;
  private long[] epochRows = {};

  DjlRun(
      Trainer.Job job,
      Recipe recipe,
      int[] rows,
      ResidentRows resident,
      TensorLists lists,
      PtNDManager parent) {
    this.recipe = recipe;
    this.resident = resident;
    this.rows = rows.length;
    this.session = parent;
    this.manager = (PtNDManager) parent.newSubManager();
    this.student = new Student(job.incoming(), job.signature(), LargeTable.DEFAULT, manager);
    this.adam = new Adam(student.weights(), LargeTable.DEFAULT, manager);
    this.order = new RowOrder(rows, recipe.seed());
    this.changes =
        recipe.augmentation().changes()
            ? Optional.of(
                new InputChanges(
                    recipe.augmentation(), job.signature(), job.rows().inputs(), recipe.seed()))
            : Optional.empty();
    NDArray weights = manager.create(RowWeights.of(job.rows(), rows, recipe.oldWeight()));
    this.terms =
        recipe.terms().stream().map(term -> LossTerms.of(term, resident, weights)).toList();
    this.sums = new EpochSums(recipe.terms());
    this.stepsAnEpoch = (rows.length + recipe.batch() - 1L) / recipe.batch();
    this.average = new TailAverage(student.weights(), recipe.average(), steps(), lists, manager);
  }

  @Override
  public long steps() {
    return stepsAnEpoch * recipe.epochs();
  }

  @Override
  public long done() {
    return done;
  }

  @Override
  public List<EpochLoss> advance(long steps) {
    List<EpochLoss> ended = new ArrayList<>();
    long end = Math.min(steps(), done + steps);
    while (done < end) {
      int epoch = (int) (done / stepsAnEpoch) + 1;
      long stepOfEpoch = done % stepsAnEpoch;
      if (stepOfEpoch == 0 || epochRows.length == 0) {
        epochRows = order.of(epoch);
      }
      boolean last = stepOfEpoch == stepsAnEpoch - 1;
      int from = Math.toIntExact(stepOfEpoch * recipe.batch());
      step(from, Math.min(recipe.batch(), rows - from), epoch, last);
      done++;
      average.after(done);
      if (last) {
        ended.addAll(sums.close(epoch));
      }
    }
    return ended;
  }

  private void step(int from, int size, int epoch, boolean last) {
    double progress = (double) done / steps();
    try (NDManager scope = manager.newSubManager()) {
      NDArray indices =
          scope.create(LongBuffer.wrap(epochRows, from, size), new Shape(size), DataType.INT64);
      NDList inputs = inputs(Arrays.copyOfRange(epochRows, from, from + size), indices, scope);
      if (last) {
        probe(inputs, indices, progress, scope);
      }
      sums.add(move(inputs, indices, progress, epoch, scope), size);
    } catch (EngineException e) {
      throw new BadInputException(
          "distillation",
          "no gradient (do the logits depend on a trainable parameter?): "
              + NativeMessages.reason(e));
    }
  }

  private NDList inputs(long[] rows, NDArray indices, NDManager scope) {
    if (changes.isPresent()) {
      return changes.get().of(rows, done, scope);
    }
    NDList inputs = new NDList();
    for (NDArray input : resident.inputs()) {
      inputs.add(Gather.rows(input, indices, scope));
    }
    return inputs;
  }

  /** Forward, backward and the optimiser's step; each term's value. */
  private double[] move(
      NDList inputs, NDArray indices, double progress, int epoch, NDManager scope) {
    return Gradients.recorded(
        () -> {
          double[] values = new double[terms.size()];
          Pass pass = new Pass(resident, indices, student.logits(inputs), progress, scope);
          List<NDArray> weighted = new ArrayList<>();
          for (int i = 0; i < values.length; i++) {
            NDArray value = terms.get(i).value(pass);
            values[i] = value.stopGradient().getFloat();
            sums.requireFinite(i, values[i], epoch);
            weighted.add(value.mul(recipe.terms().get(i).weight()));
          }
          NDArray loss = weighted.stream().reduce(NDArray::add).orElseThrow();
          adam.step(loss, recipe.learningRate() * (1 - progress));
          return values;
        });
  }

  /** Each term's own gradient, without a step. */
  private void probe(NDList inputs, NDArray indices, double progress, NDManager scope) {
    for (int i = 0; i < terms.size(); i++) {
      LossTerm term = terms.get(i);
      double weight = recipe.terms().get(i).weight();
      double norm =
          Gradients.recorded(
              () -> {
                Pass pass = new Pass(resident, indices, student.logits(inputs), progress, scope);
                return adam.gradientNorm(term.value(pass).mul(weight));
              });
      sums.gradient(i, norm);
    }
  }

  @Override
  public Weights weights() {
    return average.copy(session);
  }

  @Override
  public void checkpoint(Path file) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void restore(Path file) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    manager.close();
  }
}
