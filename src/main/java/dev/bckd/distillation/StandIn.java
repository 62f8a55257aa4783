package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.stats.Proportion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A model in the incoming one's place that was not trained on the rows that decide: of its shape,
 * trained from scratch on the labels of the other new rows. What a student loses beside it there is
 * lost, and not forgotten.
 */
final class StandIn {
  /** How much less right than the incoming model it may be where both are strangers, as a share. */
  private static final double MARGIN = 0.01;

  /** Fewer rows than this do not tell whether it is. */
  private static final int LEAST_ROWS = 2000;

  private final Footing footing;
  private final Trainings trainings;

  /**
   * @param footing of the search
   */
  StandIn(Footing footing, Trainings trainings) {
    this.footing = footing;
    this.trainings = trainings;
  }

  /** The rows it may be trained on: labelled, of the new tasks, not among those that decide. */
  static int[] rows(Footing footing) {
    TrainingRows rows = footing.rows();
    return Arrays.stream(footing.split().train())
        .filter(row -> rows.labelled(row) && !rows.old()[row])
        .toArray();
  }

  /**
   * Trains it until it becomes no better on the new rows that decide.
   *
   * @param recipe how, and how many epochs at most
   * @param file where it is written
   * @return how much less right it is than the incoming model on rows that both are strangers to,
   *     as a share; empty where that is too much or cannot be told, and no file is written
   */
  OptionalDouble written(Recipe recipe, Path file) {
    int[] strange = strange();
    if (strange.length < LEAST_ROWS) {
      return OptionalDouble.empty();
    }
    TrainingSession session = trainings.session();
    try (Weights nothing = session.redrawn(recipe.seed());
        TrainingRun run = trainings.begin(recipe, rows(footing), nothing)) {
      Weights best = best(run, recipe);
      double lacks = lacks(best, strange);
      if (lacks > MARGIN) {
        return OptionalDouble.empty();
      }
      session.save(best, file);
      return OptionalDouble.of(lacks);
    }
  }

  /** The weights after the epoch beyond which what is learnt is learnt by heart. */
  private Weights best(TrainingRun run, Recipe recipe) {
    int[] deciding = deciding();
    Weights best = after(1, run, recipe);
    double most = right(best, deciding);
    for (int epoch = 2; epoch <= recipe.epochs(); epoch++) {
      Weights weights = after(epoch, run, recipe);
      double right = right(weights, deciding);
      if (right <= most) {
        break;
      }
      best = weights;
      most = right;
    }
    return best;
  }

  private Weights after(int epochs, TrainingRun run, Recipe recipe) {
    trainings.advance(run, recipe, (double) epochs / recipe.epochs());
    return run.weights();
  }

  private int[] deciding() {
    TrainingRows rows = footing.rows();
    return Arrays.stream(footing.split().select()).filter(row -> !rows.old()[row]).toArray();
  }

  /** Rows of the old tasks, which the incoming model is taken not to have been trained on. */
  private int[] strange() {
    History history = footing.material().history();
    TrainingRows rows = footing.rows();
    return IntStream.range(0, history.size())
        .filter(row -> history.old()[row] && rows.labelled(row) && rows.asked()[row])
        .toArray();
  }

  private double lacks(Weights learnt, int[] strange) {
    TrainingRows rows = footing.rows();
    double own = right(learnt, strange);
    double theirs = right(strange, i -> rows.incoming().decision(strange[i]));
    double lacks = Math.max(0, theirs - own);
    trainings.notes(
        String.format(
            Locale.ROOT,
            "a stand-in for the incoming model, trained from scratch on new rows that do not decide,"
                + " is right on %.1f %% of the historical rows, the incoming model on %.1f %%: %s",
            100 * own,
            100 * theirs,
            lacks <= MARGIN
                ? "students are tried out in its place, where the new rows that decide are strange"
                    + " to all"
                : "it cannot stand for it"));
    return lacks;
  }

  private double right(Weights weights, int[] some) {
    Table inputs = footing.rows().inputs().select(some);
    Scores answers = trainings.session().answers(weights, inputs);
    return right(some, i -> answers.decision(i));
  }

  private double right(int[] some, IntUnaryOperator decision) {
    int[] labels = footing.rows().labels();
    return Proportion.of(some.length, i -> decision.applyAsInt(i) == labels[some[i]])
        .value()
        .orElseThrow();
  }
}
