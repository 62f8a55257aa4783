package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/**
 * {@link dev.bckd.distillation.recipe.Target.Stored}: logits as they were stored, on rows that have
 * some.
 */
record StoredTarget(StoredRows rows) implements TargetAnswers {
  @Override
  public NDArray of(Pass pass) {
    return pass.of(rows.logits());
  }

  @Override
  public NDArray has(Pass pass) {
    return pass.of(rows.has());
  }
}
