package dev.bckd.distillation.recipe;

/**
 * Generalised Jensen-Shannon divergence: per row {@code β · KL(p ‖ m) + (1−β) · KL(q ‖ m)} with
 * {@code m = β·p + (1−β)·q}, p the target's softmax and q the student's, in nats. It is bounded by
 * ln 2, so no row can dominate a step. Divided by β it tends to {@code KL(p ‖ q)} for β to 0, and
 * divided by 1−β to {@code KL(q ‖ p)} for β to 1.
 *
 * @param share β, of the target in the mixture, in (0, 1); 0.5 unless said
 * @see <a href="https://arxiv.org/abs/2306.13649">Agarwal et al., ICLR 2024 (GKD), section 2</a>
 */
public record JensenShannon(double share) implements Divergence {
  /** The name used in policies and reports. */
  public static final String NAME = "jensen-shannon";

  static JensenShannon of(LossParameters parameters) {
    return new JensenShannon(parameters.inside("share", 0.5));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String describe() {
    return NAME + " (share " + share + ")";
  }
}
