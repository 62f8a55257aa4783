package dev.bckd.distillation.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.Recipe;
import dev.bckd.distillation.Term;
import dev.bckd.inference.djl.NativeMessages;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.model.BadInputException;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/** The steps of a training, epoch by epoch. */
final class Loop {
  private final Recipe recipe;
  private final ResidentHistory history;
  private final Student student;
  private final Adam adam;
  private final RowOrder order;
  private final List<LossTerm> terms;
  private final long stepsAnEpoch;

  Loop(Recipe recipe, ResidentHistory history, Student student, Adam adam) {
    this.recipe = recipe;
    this.history = history;
    this.student = student;
    this.adam = adam;
    this.order = new RowOrder(history.rows(), recipe.seed());
    this.terms = recipe.terms().stream().map(term -> LossTerms.of(term.loss(), history)).toList();
    this.stepsAnEpoch = (history.rows() + recipe.batch() - 1L) / recipe.batch();
  }

  /**
   * One pass over the history.
   *
   * @param epoch from 1
   * @return each term's mean over the epoch's rows
   * @throws BadInputException naming the term that is not finite, or is 0 throughout
   */
  List<EpochLoss> epoch(int epoch) {
    long[] rows = order.of(epoch);
    double[] sums = new double[terms.size()];
    long step = (epoch - 1) * stepsAnEpoch;
    for (int from = 0; from < rows.length; from += recipe.batch()) {
      int size = Math.min(recipe.batch(), rows.length - from);
      double rate =
          recipe.learningRate() * (1 - (double) step++ / (stepsAnEpoch * recipe.epochs()));
      try (NDManager scope = history.manager().newSubManager()) {
        NDArray indices =
            scope.create(LongBuffer.wrap(rows, from, size), new Shape(size), DataType.INT64);
        double[] values = step(new Batch(history, indices, scope), epoch);
        adam.step(rate, scope);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += values[i] * size;
        }
      }
    }
    return losses(epoch, sums);
  }

  /** Forward and backward; each term's value. */
  private double[] step(Batch batch, int epoch) {
    double[] values = new double[terms.size()];
    try (GradientCollector graph = TorchRuntime.engine().newGradientCollector()) {
      NDArray logits = student.logits(batch.inputs());
      List<NDArray> weighted = new ArrayList<>();
      for (int i = 0; i < values.length; i++) {
        Term term = recipe.terms().get(i);
        NDArray value = terms.get(i).value(logits, batch);
        values[i] = value.stopGradient().getFloat();
        requireFinite(values[i], term, epoch);
        weighted.add(value.mul(term.weight()));
      }
      graph.backward(weighted.stream().reduce(NDArray::add).orElseThrow());
    } catch (EngineException e) {
      throw new BadInputException(
          "distillation",
          "no gradient (do the logits depend on a trainable parameter?): "
              + NativeMessages.reason(e));
    }
    return values;
  }

  private static void requireFinite(double value, Term term, int epoch) {
    if (!Double.isFinite(value)) {
      throw new BadInputException(
          "distillation",
          "the loss %s is %s in epoch %d; a lower learningRate may help"
              .formatted(term.loss().describe(), value, epoch));
    }
  }

  private List<EpochLoss> losses(int epoch, double[] sums) {
    List<EpochLoss> losses = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      Term term = recipe.terms().get(i);
      if (sums[i] == 0) {
        throw new BadInputException(
            "distillation",
            "the loss %s is 0 on every row, so it does nothing".formatted(term.loss().describe()));
      }
      losses.add(new EpochLoss(epoch, term.loss().name(), sums[i] / history.rows()));
    }
    return losses;
  }
}
