package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import dev.bckd.distillation.recipe.PredictionCorrelation;

/** {@link PredictionCorrelation} on tensors. */
record PredictionCorrelationTerm(PredictionCorrelation loss) implements BatchFormula {
  /** Added to variances, so that a constant row or class has correlation 0 and a gradient. */
  private static final double LEAST_VARIANCE = 1e-12;

  @Override
  public NDArray value(NDArray student, NDArray target, NDArray weights, double progress) {
    double temperature = loss.temperature().at(progress);
    NDArray q = Scale.by(student, 1 / temperature).softmax(1);
    NDArray p = target.div(temperature).softmax(1);
    NDArray value = Scale.by(intra(q, p, weights), loss.intraWeight());
    if (student.getShape().get(1) > 2) {
      value = value.add(Scale.by(inter(q, p, weights), loss.interWeight()));
    }
    // Float: two scalars of different precision would give the wider one.
    return Scale.by(value, temperature * temperature);
  }

  private static NDArray inter(NDArray q, NDArray p, NDArray weights) {
    int[] classes = {1};
    NDArray x = q.sub(q.mean(classes, true));
    NDArray y = p.sub(p.mean(classes, true));
    NDArray each =
        correlation(x.mul(y).mean(classes), x.square().mean(classes), y.square().mean(classes));
    return each.neg().add(1).mul(weights).sum();
  }

  private static NDArray intra(NDArray q, NDArray p, NDArray weights) {
    NDArray each = weights.expandDims(1);
    int[] rows = {0};
    NDArray x = q.sub(q.mul(each).sum(rows, true));
    NDArray y = p.sub(p.mul(each).sum(rows, true));
    return correlation(
            x.mul(y).mul(each).sum(rows),
            x.square().mul(each).sum(rows),
            y.square().mul(each).sum(rows))
        .neg()
        .add(1)
        .mean();
  }

  private static NDArray correlation(NDArray covariance, NDArray first, NDArray second) {
    return covariance.div(first.add(LEAST_VARIANCE).sqrt().mul(second.add(LEAST_VARIANCE).sqrt()));
  }
}
