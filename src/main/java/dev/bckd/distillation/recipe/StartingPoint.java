package dev.bckd.distillation.recipe;

/**
 * Half the squared Euclidean distance of all trained weights from the incoming model's.
 *
 * @see <a href="https://arxiv.org/abs/1802.01483">Li et al., ICML 2018 (L2-SP)</a>
 */
public record StartingPoint() implements WeightLoss {
  /** The name used in policies and reports. */
  public static final String NAME = "l2-starting-point";

  @Override
  public String name() {
    return NAME;
  }
}
