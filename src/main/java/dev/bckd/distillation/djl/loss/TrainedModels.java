package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** What formulas may ask of the models of a training, before it begins. */
public interface TrainedModels {
  /** The student's weights that training moves; leaves of the graph. */
  List<NDArray> weights();

  /**
   * The diagonal of the incoming model's Fisher information, in the order of {@link #weights}.
   *
   * @param rows at most so many rows are looked at
   */
  List<NDArray> fisher(int rows);

  /**
   * A parameter of the teacher.
   *
   * @throws dev.bckd.model.BadInputException if there is none of the name; names those there are
   */
  NDArray teacherParameter(String name);

  /**
   * Dimensions of the student's embedding.
   *
   * @throws dev.bckd.model.BadInputException if its signature names none
   */
  long embeddingWidth();

  /** Seed of every random choice. */
  long seed();

  /** Owner of what a formula keeps for the training. */
  NDManager manager();
}
