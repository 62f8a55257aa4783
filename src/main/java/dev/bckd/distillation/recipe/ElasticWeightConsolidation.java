package dev.bckd.distillation.recipe;

/**
 * Half the squared distance of all trained weights from the incoming model's, each by its diagonal
 * element of the incoming model's Fisher information: weights that its answers hang on move less.
 * The information is a mean over rows of the squared gradient of the log-likelihood of an answer
 * drawn from the model itself, computed once before the training.
 *
 * @param rows at most so many rows are looked at, 1,000 unless said
 * @see <a href="https://arxiv.org/abs/1612.00796">Kirkpatrick et al., PNAS 2017</a>
 * @see <a href="https://arxiv.org/abs/1905.12558">Kunstner et al., NeurIPS 2019, why the answer is
 *     drawn</a>
 */
public record ElasticWeightConsolidation(int rows) implements WeightLoss {
  /** The name used in policies and reports. */
  public static final String NAME = "elastic-weight-consolidation";

  static ElasticWeightConsolidation of(LossParameters parameters) {
    return new ElasticWeightConsolidation(parameters.whole("rows", 1000));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String describe() {
    return NAME + " (" + rows + " rows)";
  }
}
