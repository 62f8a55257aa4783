package dev.bckd.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The error of a sum, or difference, of two independent means whose variances are estimated.
 *
 * <p>A variance that rests on few numbers is too small as often as too large, so quantiles are
 * those of Student's t with (a + b)^2 / (a^2 / (n - 1) + b^2 / (m - 1)) degrees of freedom, a and b
 * the variances of the two means.
 *
 * @param variance of the sum, not negative
 * @param degrees of freedom, positive
 * @see <a href="https://doi.org/10.1093/biomet/34.1-2.28">Welch, Biometrika 34 (1947)</a>
 */
record Welch(double variance, double degrees) {

  /** Of two means of at least two numbers each. */
  static Welch of(Moments first, Moments second) {
    double a = first.varianceOfMean();
    double b = second.varianceOfMean();
    double weighed = a * a / (first.count() - 1) + b * b / (second.count() - 1);
    return new Welch(a + b, weighed == 0 ? 1 : (a + b) * (a + b) / weighed);
  }

  /**
   * Half the width of the interval of the sum; 0 where no number differs from another.
   *
   * @param confidence two-sided, in (0, 1)
   */
  double half(double confidence) {
    return Math.sqrt(variance) * quantile(degrees, confidence);
  }

  /** The t for which a share of the distribution lies in [-t, t]. */
  static double quantile(double degrees, double confidence) {
    return TDistribution.of(degrees).inverseSurvivalProbability((1 - confidence) / 2);
  }
}
