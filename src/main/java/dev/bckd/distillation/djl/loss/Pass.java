package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.bckd.distillation.recipe.Target;
import dev.bckd.distillation.recipe.Term;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * One forward pass: the rows of a step and what the student answered. Lives as long as the step.
 */
public final class Pass {
  private static final Target INCOMING = new Target.Incoming();

  private final ResidentRows resident;
  private final Batch batch;
  private final Forward student;
  private final Map<Target, NDArray> live;
  private final double progress;
  private final NDManager scope;
  private final IdentityHashMap<NDArray, NDArray> gathered = new IdentityHashMap<>();

  /**
   * @param resident where the rows come from
   * @param batch which rows
   * @param student what it answered
   * @param live logits of models that were asked in this step, by the target that they are: the
   *     average, and teacher and incoming model where they see what the student sees
   * @param progress share of the training that is done, in [0, 1]
   * @param scope owner of everything that belongs to the step
   */
  public Pass(
      ResidentRows resident,
      Batch batch,
      Forward student,
      Map<Target, NDArray> live,
      double progress,
      NDManager scope) {
    this.resident = resident;
    this.batch = batch;
    this.student = student;
    this.live = live;
    this.progress = progress;
    this.scope = scope;
  }

  /** The student's logits, {@code [batch, classes]}, differentiable. */
  public NDArray logits() {
    return student.logits();
  }

  /** The student's embedding, {@code [batch, dimensions]}, differentiable. */
  NDArray embedding() {
    return student
        .embedding()
        .orElseThrow(() -> new IllegalStateException("the student gives no embedding"));
  }

  /** How many candidate lists the last rows are. */
  int lists() {
    return batch.lists();
  }

  /** The student's decisions, int64 {@code [batch]}. */
  NDArray decisions() {
    return logits().stopGradient().argMax(1);
  }

  /** Share of the training that is done, in [0, 1]. */
  double progress() {
    return progress;
  }

  /** Owner of everything that belongs to the step. */
  NDManager scope() {
    return scope;
  }

  /** All rows, of which this step has some. */
  ResidentRows resident() {
    return resident;
  }

  /** The right answers, int64 {@code [batch]}; 0 where there is none. */
  NDArray labels() {
    return of(resident.labels());
  }

  /** Answers of the teacher, {@code [batch, shared]}. */
  NDArray teacher() {
    return live.containsKey(Term.TEACHER) ? live(Term.TEACHER) : of(resident.teacher());
  }

  /** Answers of the incoming model, {@code [batch, classes]}. */
  NDArray incoming() {
    return live.containsKey(INCOMING) ? live(INCOMING) : of(resident.incoming());
  }

  /** Answers of a model that was asked in this step. */
  NDArray live(Target target) {
    NDArray answer = live.get(target);
    if (answer == null) {
      throw new IllegalStateException("nobody asked " + target.describe());
    }
    return answer;
  }

  /** These rows of a resident tensor; gathered once. */
  NDArray of(NDArray tensor) {
    return gathered.computeIfAbsent(
        tensor, all -> Gather.rows(all, batch.rows(), resident.copies(), scope));
  }
}
