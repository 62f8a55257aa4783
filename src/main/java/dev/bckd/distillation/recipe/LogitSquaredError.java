package dev.bckd.distillation.recipe;

/**
 * Mean over the classes of the squared difference of logits, each row of logits centred to mean 0
 * before, since softmax does not see a row's level. Where T tends to infinity, T² times the
 * Kullback-Leibler divergence tends to half of it.
 *
 * @see <a href="https://arxiv.org/abs/1312.6184">Ba and Caruana, NeurIPS 2014</a>
 * @see <a href="https://arxiv.org/abs/2105.08919">Kim et al., IJCAI 2021</a>
 */
public record LogitSquaredError() implements Divergence {
  /** The name used in policies and reports. */
  public static final String NAME = "logit-squared-error";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean comparesLogits() {
    return true;
  }
}
