package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/** What a target answers to the rows of a step. */
interface TargetAnswers {
  /** Log-probability of a class that the target excludes: its softmax is exactly 0 in float32. */
  float NEVER = -1e4f;

  /** Probabilities below this one count as it, so that their logarithm is finite. */
  float SMALLEST = 1e-30f;

  /** Its logits, {@code [batch, classes]} or {@code [batch, shared]}; constant. */
  NDArray of(Pass pass);

  /** 1 on rows it has an answer for, else 0; float32 {@code [batch]}. */
  NDArray has(Pass pass);

  /**
   * Weights of the rows, 0 on those it has no answer for.
   *
   * @param weights float32 {@code [batch]}
   */
  default NDArray among(NDArray weights, Pass pass) {
    return weights.mul(has(pass));
  }
}
