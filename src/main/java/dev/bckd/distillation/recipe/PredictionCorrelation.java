package dev.bckd.distillation.recipe;

/**
 * Keeps what matters of a prediction, its order, and leaves scale and shift free: T² times {@code
 * interWeight · (1 − r_inter) + intraWeight · (1 − r_intra)}. r_inter is the mean over the rows of
 * Pearson's correlation of the two softmaxes over the classes; r_intra the mean over the classes of
 * their correlation over the rows of the batch, each row by its weight.
 *
 * <p>Two numbers that sum to 1 always correlate with ±1, so with two classes the first part is left
 * out.
 *
 * @param interWeight factor of the part within rows, not negative; 1 unless said
 * @param intraWeight factor of the part within classes, not negative; 1 unless said
 * @param temperature T of the softmax, 1 unless said
 * @see <a href="https://arxiv.org/abs/2205.10536">Huang et al., NeurIPS 2022 (DIST), equations 8 to
 *     10</a>
 */
public record PredictionCorrelation(double interWeight, double intraWeight, Schedule temperature)
    implements Divergence {
  /** The name used in policies and reports. */
  public static final String NAME = "prediction-correlation";

  static PredictionCorrelation of(LossParameters parameters) {
    return new PredictionCorrelation(
        parameters.notNegative("interWeight", 1),
        parameters.notNegative("intraWeight", 1),
        parameters.schedule("temperature", 1));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String describe() {
    return NAME + " (inter " + interWeight + ", intra " + intraWeight + ", T " + temperature + ")";
  }
}
