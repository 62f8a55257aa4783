package dev.bckd.distillation;

import dev.bckd.inference.AtOnce;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import java.util.List;

/** Asks both models about the rows at hand. */
final class ModelAnswers {
  private final ScoringModel teacher;
  private final ScoringModel incoming;
  private final int shared;

  /**
   * @param shared labels of the teacher's are 0 to one less
   */
  ModelAnswers(ScoringModel teacher, ScoringModel incoming, int shared) {
    this.teacher = teacher;
    this.incoming = incoming;
    this.shared = shared;
  }

  /**
   * The rows with what the models say. The teacher is not asked about rows it does not know, nor
   * about those of classes it does not have.
   */
  TrainingRows to(History history) {
    boolean[] asked = new boolean[history.size()];
    for (int row = 0; row < asked.length; row++) {
      asked[row] = history.known()[row] && history.labels()[row] < shared;
    }
    AskedRows known = new AskedRows(history.inputs(), asked);
    List<Scores> answers =
        AtOnce.ask(List.of(() -> known.score(teacher), () -> incoming.score(history.inputs())));
    return new TrainingRows(
        history.inputs(),
        history.labels(),
        history.weights(),
        old(history),
        asked,
        answers.get(0),
        answers.get(1));
  }

  /** Where the incoming model has further classes, the teacher's own are the old tasks. */
  private boolean[] old(History history) {
    if (teacher.width() == incoming.width()) {
      return history.old();
    }
    boolean[] old = new boolean[history.size()];
    for (int row = 0; row < old.length; row++) {
      old[row] = history.labelled(row) && history.labels()[row] < shared;
    }
    return old;
  }
}
