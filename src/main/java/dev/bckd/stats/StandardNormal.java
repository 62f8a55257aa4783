package dev.bckd.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** Quantiles and tails of the normal distribution with mean 0 and variance 1. */
final class StandardNormal {
  private static final NormalDistribution DISTRIBUTION = NormalDistribution.of(0, 1);

  private StandardNormal() {}

  /**
   * The z for which a share of the distribution lies in [-z, z].
   *
   * @param confidence that share, in (0, 1)
   */
  static double twoSided(double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0, 1), is " + confidence);
    }
    return DISTRIBUTION.inverseSurvivalProbability((1 - confidence) / 2);
  }

  /** The share of the distribution above z; exact far out, where one minus the rest is not. */
  static double above(double z) {
    return DISTRIBUTION.survivalProbability(z);
  }

  /** The z that a share of the distribution lies below. */
  static double quantile(double share) {
    return DISTRIBUTION.inverseCumulativeProbability(share);
  }
}
