package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/** {@code Target.Incoming}: the incoming model's logits, on every row. */
record IncomingTarget() implements TargetAnswers {
  @Override
  public NDArray of(Pass pass) {
    return pass.incoming();
  }

  @Override
  public NDArray has(Pass pass) {
    return AllRows.of(pass);
  }

  @Override
  public NDArray among(NDArray weights, Pass pass) {
    return weights;
  }
}
