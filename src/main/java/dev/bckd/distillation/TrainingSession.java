package dev.bckd.distillation;

import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An incoming model and rows at the place where students are trained. For one thread. */
public interface TrainingSession extends AutoCloseable {
  /**
   * Begins a training. Nothing is computed yet.
   *
   * @param rows which of the session's rows it is trained on
   * @throws dev.bckd.model.BadInputException naming the term that would do nothing on these rows,
   *     or if the recipe begins with the teacher's weights and {@link #teacher} is empty
   */
  TrainingRun begin(Recipe recipe, int[] rows);

  /**
   * Begins a training at other weights than its recipe says.
   *
   * @param start where; of this session
   * @throws dev.bckd.model.BadInputException naming the term that would do nothing on these rows
   */
  TrainingRun begin(Recipe recipe, int[] rows, Weights start);

  /** How many trainings had best go on at the same time. */
  default int atOnce() {
    return 1;
  }

  /**
   * Carries out work on so many trainings at the same time; one that fails is thrown when all have
   * ended.
   *
   * @param work on one training each; no other part of the session is used meanwhile
   */
  default void together(List<Runnable> work) {
    work.forEach(Runnable::run);
  }

  /** The incoming model's weights. */
  Weights incoming();

  /**
   * Weights that know nothing: normal numbers, each parameter with the mean and the deviation that
   * it has in the incoming model.
   *
   * @param seed of the drawing
   */
  Weights redrawn(long seed);

  /** The teacher's weights, where its parameters are the incoming model's by name and shape. */
  Optional<Weights> teacher();

  /**
   * Weights on the straight line between two.
   *
   * @param share 0 is {@code from}, 1 is {@code to}
   */
  Weights between(Weights from, Weights to, double share);

  /**
   * Weights whose logits are those of others divided by a temperature; the last layer is scaled.
   *
   * @param temperature positive
   * @return empty where no last layer is found whose scaling does just that
   */
  Optional<Weights> cooled(Weights weights, double temperature);

  /** What the model with these weights answers. */
  Scores answers(Weights weights, Table rows);

  /** Writes the model with these weights: a plain TorchScript file that loads without a GPU. */
  void save(Weights weights, Path file);

  /** Where it runs, for reports. */
  String device();

  /**
   * Everything about how it computes that a student's bytes depend on: where it runs, in how many
   * threads and in which precision.
   */
  default String arithmetic() {
    return device();
  }

  @Override
  void close();

  /** The values of a model's parameters at one time; freed with the session or before. */
  interface Weights extends AutoCloseable {
    @Override
    void close();
  }
}
