package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/** The weighted mean of what a formula says about each candidate list of a step. */
record ListTerm(ListFormula formula, TargetAnswers target, Setting setting) implements LossTerm {
  private static final float SMALLEST_SUM = 1e-12f;

  @Override
  public NDArray value(Pass pass) {
    if (pass.lists() == 0) {
      return Scale.by(pass.logits(), 0).sum();
    }
    NDArray has = lists(target.has(pass), pass);
    NDArray never = has.neg().add(1).mul(TargetAnswers.NEVER);
    NDArray each =
        formula.each(
            lists(scores(pass.logits()), pass).mul(has).add(never),
            lists(scores(target.of(pass)), pass).mul(has).add(never),
            has,
            pass.progress());
    NDArray known = has.sum(new int[] {1});
    // A list of which one candidate is known has no order.
    NDArray weights =
        lists(pass.of(setting.weights()), pass)
            .mul(has)
            .sum(new int[] {1})
            .div(known.maximum(1f))
            .mul(known.gt(1).toType(has.getDataType(), false));
    return each.mul(weights).sum().div(weights.sum().maximum(SMALLEST_SUM));
  }

  /** A binary model's logit, or the two logits' difference, which is the same. */
  private static NDArray scores(NDArray logits) {
    return logits.get(":, 1").sub(logits.get(":, 0"));
  }

  /** The part of {@code [batch]} that comes in lists, {@code [lists, length]}. */
  private static NDArray lists(NDArray rows, Pass pass) {
    long length = pass.resident().further().listLength();
    long from = rows.getShape().get(0) - pass.lists() * length;
    return rows.get(from + ":").reshape(pass.lists(), length);
  }
}
