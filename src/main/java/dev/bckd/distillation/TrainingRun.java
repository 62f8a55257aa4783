package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
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
   * @return every term of every epoch that ended on the way
   * @throws dev.bckd.model.BadInputException naming the term that is not finite, is 0 throughout,
   *     or has no gradient
   */
  List<EpochLoss> advance(long steps);

  /** The student's weights as they are now: a copy. */
  Weights weights();

  /** Writes everything that {@link #restore} needs to end at the same weights. */
  void checkpoint(Path file);

  /**
   * Goes back to a checkpoint of the same training.
   *
   * @throws dev.bckd.model.BadInputException if the file is another training's, or damaged
   */
  void restore(Path file);

  @Override
  void close();
}
