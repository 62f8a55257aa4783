package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import dev.bckd.distillation.recipe.RankingDistillation;

/**
 * {@link RankingDistillation} on tensors. With the candidates in the target's order, best first,
 * the sum over {@code i ≤ j ≤ K} and that over the rest are one: over all from i on.
 */
record RankingDistillationTerm(RankingDistillation loss) implements ListFormula {
  @Override
  public NDArray each(NDArray student, NDArray target, NDArray has, double progress) {
    NDArray order = target.argSort(1, false);
    NDArray scores = student.gather(order, 1);
    NDArray known = has.gather(order, 1);
    long top = Math.min(loss.top(), student.getShape().get(1) - 1);
    NDArray sum = Scale.by(scores.sum(new int[] {1}), 0);
    for (long i = 0; i < top; i++) {
      NDArray others = LogSums.overColumns(scores.get(":, " + i + ":"));
      sum = sum.add(others.sub(scores.get(":, " + i)).mul(known.get(":, " + i)));
    }
    return Scale.by(sum, 1.0 / top);
  }
}
