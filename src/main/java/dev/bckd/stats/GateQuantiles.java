package dev.bckd.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How many standard errors the ends of a gate's interval are away, where the end by which it passes
 * is that of a larger variance than the one found.
 *
 * <p>The passing end errs less often than in half of 1 - confidence, and the failing one takes what
 * that leaves. With c for the variance of the passing end over the one found and q for Student's
 * quantile, the passing end errs in P(T > q √c) if the one found is true. That is too often: where
 * c is large the sample tells little, and what it lacks for the passing end to err it lacks
 * altogether. So c counts to the power of 3/4 instead of 1/2; found by simulation
 * (docs/coverage.md).
 *
 * @param passing of the passing end, as if both were alike
 * @param failing of the failing end; not above the other
 */
record GateQuantiles(double passing, double failing) {
  private static final double POWER = 0.75;

  /**
   * The quantiles.
   *
   * @param confidence two-sided, in (0, 1)
   * @param degrees of freedom of the variance found, positive
   * @param care the variance of the passing end over the one found, at least 1
   */
  static GateQuantiles of(double confidence, double degrees, double care) {
    TDistribution student = TDistribution.of(degrees);
    double tail = (1 - confidence) / 2;
    double passing = student.inverseSurvivalProbability(tail);
    double errs = student.survivalProbability(passing * Math.pow(care, POWER));
    return new GateQuantiles(
        passing, student.inverseSurvivalProbability(Math.min(0.5, 2 * tail - errs)));
  }
}
