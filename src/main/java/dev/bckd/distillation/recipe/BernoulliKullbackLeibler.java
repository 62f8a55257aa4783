package dev.bckd.distillation.recipe;

/**
 * Each class a yes or no of its own: the sum over the classes of the divergence of two Bernoulli
 * distributions, with the sigmoids of target and student, in nats. For a binary task it is exactly
 * the {@code kullback-leibler} at temperature 1, the logit 0 of class 0 being the same everywhere.
 * For several classes it fits models that score classes apart, one sigmoid each.
 *
 * @see <a href="https://arxiv.org/abs/2308.06453">Yang et al., ICCV 2023 (multi-label logit
 *     distillation), equation 3</a>
 */
public record BernoulliKullbackLeibler() implements Divergence {
  /** The name used in policies and reports. */
  public static final String NAME = "bernoulli-kullback-leibler";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean comparesLogits() {
    return true;
  }
}
