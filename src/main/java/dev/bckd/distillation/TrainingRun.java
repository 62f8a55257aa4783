package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One training on its way. */
public interface TrainingRun extends AutoCloseable {
  /** Steps of the whole training. */
  long steps();

  /** Steps made so far. */
  long done();

  /**
   * Goes on, not beyond the last step.
   *
   * @param steps how far
   * @throws dev.bckd.model.BadInputException naming the term that is not finite, is 0 throughout,
   *     or has no gradient
   */
  void advance(long steps);

  /** Every term of every epoch that has ended. */
  List<EpochLoss> losses();

  /**
   * The student's weights as they are now: a copy, which lives as long as the session.
   *
   * @throws dev.bckd.model.BadInputException if a model that is asked in each step has changed
   */
  Weights weights();

  /** Writes everything that {@link #restore} needs to end at the same weights. */
  void checkpoint(Path file) throws IOException;

  /**
   * Goes on from a checkpoint of a training of the same job, recipe and rows.
   *
   * @throws IOException if the file is missing or damaged; the training is as it was
   */
  void restore(Path file) throws IOException;

  @Override
  void close();
}
