package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * One forward pass: the rows of a step and what the student answered. Lives as long as the step.
 */
public final class Pass {
  private final ResidentRows resident;
  private final NDArray rows;
  private final NDArray logits;
  private final double progress;
  private final NDManager scope;
  private final Map<NDArray, NDArray> gathered = new IdentityHashMap<>();

  /**
   * @param resident where the rows come from
   * @param rows their indices, int64 {@code [batch]}
   * @param logits of the student, {@code [batch, classes]}, with their graph
   * @param progress share of the training that is done, in [0, 1]
   * @param scope owner of everything that belongs to the step
   */
  public Pass(
      ResidentRows resident, NDArray rows, NDArray logits, double progress, NDManager scope) {
    this.resident = resident;
    this.rows = rows;
    this.logits = logits;
    this.progress = progress;
    this.scope = scope;
  }

  /** The student's logits, {@code [batch, classes]}, differentiable. */
  public NDArray logits() {
    return logits;
  }

  /** The student's decisions, int64 {@code [batch]}. */
  NDArray decisions() {
    return logits.stopGradient().argMax(1);
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
    return of(resident.teacher());
  }

  /** Answers of the incoming model, {@code [batch, classes]}. */
  NDArray incoming() {
    return of(resident.incoming());
  }

  /** These rows of a resident tensor; gathered once. */
  NDArray of(NDArray tensor) {
    return gathered.computeIfAbsent(tensor, all -> Gather.rows(all, rows, scope));
  }
}
