package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/** The weighted mean of what a formula says about each row of a step. */
final class RowTerm {
  private static final float SMALLEST_SUM = 1e-12f;

  private RowTerm() {}

  /** A loss against the labels: the mean over the rows that have one. */
  static LossTerm of(LabelFormula formula, RowFilter filter, NDArray weights) {
    return pass ->
        mean(
            filter.on(formula.each(pass.logits(), pass.labels()), pass),
            pass.of(weights).mul(pass.of(pass.resident().labelled())));
  }

  /** A divergence from a target: the mean over the rows it has an answer for. */
  static LossTerm of(
      DivergenceFormula formula, TargetAnswers target, RowFilter filter, NDArray weights) {
    return pass -> {
      NDArray answer = target.of(pass);
      NDArray each =
          formula.each(first(pass.logits(), answer.getShape().get(1)), answer, pass.progress());
      return mean(filter.on(each, pass), target.among(pass.of(weights), pass));
    };
  }

  /**
   * A divergence that needs all rows of the step at once; the filter's factors count as weights.
   */
  static LossTerm of(
      BatchFormula formula, TargetAnswers target, RowFilter filter, NDArray weights) {
    return pass -> {
      NDArray answer = target.of(pass);
      NDArray each = filter.on(target.among(pass.of(weights), pass), pass);
      return formula.value(
          first(pass.logits(), answer.getShape().get(1)),
          answer,
          each.div(each.sum().maximum(SMALLEST_SUM)),
          pass.progress());
    };
  }

  private static NDArray first(NDArray logits, long classes) {
    return logits.getShape().get(1) == classes ? logits : logits.get(":, :" + classes);
  }

  /** Σ weight · value / Σ weight, a scalar; 0 where every weight is. */
  private static NDArray mean(NDArray values, NDArray weights) {
    return values.mul(weights).sum().div(weights.sum().maximum(SMALLEST_SUM));
  }
}
