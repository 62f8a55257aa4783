package dev.bckd.distillation;

import dev.bckd.model.BadInputException;
import java.util.Optional;
import java.util.function.Function;

/** The sessions of one distillation, one after the other; their trainings count as one effort. */
final class Sessions {
  private final Trainer trainer;
  private final Function<String, Checkpoints> checkpoints;
  private final Stopwatch time;
  private final DistillationListener listener;
  private Optional<Trainings> last = Optional.empty();

  /**
   * @param checkpoints keeps the trainings of a job, by its name
   * @param time that all may take together
   */
  Sessions(
      Trainer trainer,
      Function<String, Checkpoints> checkpoints,
      Stopwatch time,
      DistillationListener listener) {
    this.trainer = trainer;
    this.checkpoints = checkpoints;
    this.time = time;
    this.listener = listener;
  }

  /**
   * Opens a session, works in it and closes it.
   *
   * @param task says which models
   * @param rows all that any training of the session may use
   */
  <T> T in(DistillationTask task, TrainingRows rows, Function<Trainings, T> work) {
    try (TrainingSession session = trainer.open(Trainer.Job.of(task, rows))) {
      Checkpoints kept = checkpoints.apply(Checkpoints.name(task, rows, session.arithmetic()));
      kept.deleteOld();
      Trainings trainings =
          last.map(before -> before.in(session, kept))
              .orElseGet(() -> new Trainings(session, kept, time, listener));
      last = Optional.of(trainings);
      return ended(trainings, work);
    }
  }

  private static <T> T ended(Trainings trainings, Function<Trainings, T> work) {
    try {
      return work.apply(trainings);
    } catch (BadInputException e) {
      trainings.refused();
      throw e;
    }
  }
}
