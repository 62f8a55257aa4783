package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.bckd.distillation.recipe.Target;

/**
 * {@link Target.Teacher}: the teacher's logits, over its own classes or padded to the student's.
 */
record TeacherTarget(Target.Teacher target) implements TargetAnswers {
  @Override
  public NDArray of(Pass pass) {
    long missing = pass.resident().classes() - pass.resident().shared();
    return target.scope() == Target.Scope.SHARED || missing == 0
        ? pass.teacher()
        : padded(pass.teacher(), missing, pass);
  }

  static NDArray padded(NDArray logits, long missing, Pass pass) {
    NDArray never = pass.scope().full(new Shape(logits.getShape().get(0), missing), NEVER);
    return NDArrays.concat(new NDList(logits, never), 1);
  }

  @Override
  public NDArray has(Pass pass) {
    return pass.of(pass.resident().asked());
  }
}
