package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import dev.bckd.distillation.recipe.Target;

/**
 * {@link Target.Corrected}: {@code log((1−m)·p + m·[label])}, with m = 0 where the teacher is right
 * or there is no label, else {@code (p_max − p_label + margin) / (1 + p_max − p_label)}: then the
 * label leads the teacher's answer by exactly the margin.
 */
record CorrectedTarget(Target.Corrected target) implements TargetAnswers {
  @Override
  public NDArray of(Pass pass) {
    NDArray p = pass.teacher().softmax(1);
    long classes = p.getShape().get(1);
    NDArray labels = pass.labels().minimum(classes - 1);
    NDArray label = labels.oneHot((int) classes).toType(p.getDataType(), false);
    NDArray lack = p.max(new int[] {1}).sub(p.mul(label).sum(new int[] {1}));
    NDArray wrong =
        p.argMax(1)
            .neq(labels)
            .toType(p.getDataType(), false)
            .mul(pass.of(pass.resident().labelled()));
    NDArray share = lack.add(target.margin()).div(lack.add(1)).mul(wrong).expandDims(1);
    return p.mul(share.neg().add(1)).add(label.mul(share)).maximum(SMALLEST).log();
  }

  @Override
  public NDArray has(Pass pass) {
    return pass.of(pass.resident().asked());
  }
}
