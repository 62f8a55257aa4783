package dev.bckd.distillation;

import java.util.function.Consumer;

/** Turns an incoming model into a student that keeps the teacher's right answers. */
public interface Distiller {
  /**
   * Trains the student from the incoming model's weights and writes its file.
   *
   * @param task what to distil
   * @param epochs told of each term after each epoch
   * @throws dev.bckd.model.BadInputException if history, models or recipe do not fit each other;
   *     the message names which and where
   */
  Training distil(DistillationTask task, Consumer<EpochLoss> epochs);
}
