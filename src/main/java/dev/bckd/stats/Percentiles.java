package dev.bckd.stats;

import java.util.Arrays;

/**
 * Which percentiles of the resamples are the ends of an interval.
 *
 * <p>The plain ones are too narrow for few units, since resampling divides by n where n - 1 is due;
 * and where a statistic is skewed they lie too far to one side: of models whose flip rate is just
 * the limit, with ten flips, they let 8 % pass and not 2.5 (docs/coverage.md). So the normal
 * quantile is replaced by sqrt(n / (n - 1)) times Student's with n - 1 degrees of freedom
 * (Hesterberg 2015), and the percentiles are moved for bias and acceleration (Efron 1987): to
 *
 * <pre>Phi(b + (b + z) / (1 - a (b + z)))</pre>
 *
 * where b is the normal quantile of the share of resamples below the estimate, and a the sum of the
 * units' cubed influences over 6 (sum of squared ones)^1.5. Those of a difference of two statistics
 * stay: their skews cancel, and to estimate what is left adds more error than it takes away.
 *
 * @param replicates the statistic on the resamples
 * @param estimate the statistic on the sample
 * @param units number of units
 * @param bias b
 * @param acceleration a
 * @see <a href="https://doi.org/10.1080/01621459.1987.10478410">Efron, JASA 82 (1987)</a>
 * @see <a href="https://doi.org/10.1080/00031305.2015.1089789">Hesterberg, The American
 *     Statistician 69 (2015)</a>
 */
record Percentiles(
    Replicates replicates, double estimate, int units, double bias, double acceleration) {
  /** Beyond, the estimate lies at an end of the resamples and says nothing about their bias. */
  private static final double MOST_BIAS = 1;

  private static final double STEP = 1e-6;

  static Percentiles of(UnitSums sums) {
    double estimate = sums.value().orElseThrow();
    Replicates replicates = sums.replicates();
    if (sums.formula() instanceof Formula.Difference
        || sums.formula() instanceof Formula.Distance) {
      return new Percentiles(replicates, estimate, sums.size(), 0, 0);
    }
    double bias = StandardNormal.quantile(replicates.shareBelow(estimate));
    return Math.abs(bias) > MOST_BIAS
        ? new Percentiles(replicates, estimate, sums.size(), 0, 0)
        : new Percentiles(replicates, estimate, sums.size(), bias, acceleration(sums));
  }

  /**
   * The interval.
   *
   * @param confidence two-sided, in (0, 1)
   */
  Interval interval(double confidence) {
    double wider = units < 2 ? 1 : Math.sqrt(units / (units - 1.0));
    double z = wider * Welch.quantile(Math.max(1, units - 1), confidence);
    return replicates.between(estimate, share(-z), share(z));
  }

  private double share(double z) {
    double shifted = bias + z;
    double slowed = 1 - acceleration * shifted;
    return slowed > 0 ? 1 - StandardNormal.above(bias + shifted / slowed) : shifted > 0 ? 1 : 0;
  }

  private static double acceleration(UnitSums sums) {
    double squares = 0;
    double cubes = 0;
    for (double influence : influences(sums)) {
      squares += influence * influence;
      cubes += influence * influence * influence;
    }
    return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
  }

  /** How the value moves with each unit's weight; in an order that is not that of the rows. */
  private static double[] influences(UnitSums sums) {
    double[] gradient = gradient(sums);
    double[] influences = new double[sums.size()];
    for (int unit = 0; unit < influences.length; unit++) {
      for (int k = 0; k < gradient.length; k++) {
        influences[unit] += gradient[k] * sums.sum(k, unit);
      }
    }
    Arrays.sort(influences);
    return influences;
  }

  private static double[] gradient(UnitSums sums) {
    double[] totals = sums.totals();
    double[] gradient = new double[totals.length];
    for (int k = 0; k < totals.length; k++) {
      double total = totals[k];
      double step = STEP * Math.max(1, Math.abs(total));
      totals[k] = total + step;
      double above = sums.formula().value(totals, 0).orElse(0);
      totals[k] = total - step;
      double below = sums.formula().value(totals, 0).orElse(0);
      totals[k] = total;
      gradient[k] = (above - below) / (2 * step);
    }
    return gradient;
  }
}
