package dev.bckd.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * One-sided p-values of normal tests.
 *
 * <p>A p-value is the probability, if the null hypothesis just holds (the true value is the limit),
 * of a sample that speaks at least as loudly for the alternative as this one. {@link
 * Wilson#pValueAbove}, {@link ClopperPearson#pValueAbove} and {@link Tango#pValueAbove} are those
 * of rates; here is what every other interval allows.
 */
public final class OneSided {
  private OneSided() {}

  /**
   * The p-value of a test that refuses its null hypothesis when a statistic is large: P(Z >= z) of
   * a standard normal Z.
   *
   * @param z the statistic, standard normal if the null hypothesis just holds; not NaN
   */
  public static double ofZ(double z) {
    if (Double.isNaN(z)) {
      throw new IllegalArgumentException("z is not a number");
    }
    return StandardNormal.above(z);
  }

  /**
   * The p-value of a test that refuses its null hypothesis when a statistic is large: P(T >= t) of
   * Student's T.
   *
   * @param t the statistic; not NaN
   * @param degrees of freedom, positive
   */
  public static double ofT(double t, double degrees) {
    if (Double.isNaN(t)) {
      throw new IllegalArgumentException("t is not a number");
    }
    return TDistribution.of(degrees).survivalProbability(t);
  }

  /**
   * The p-value of "the true value is at most the limit", against its being above, where all that
   * is known is an interval.
   *
   * <p>The estimate is taken for normal, with the standard error that the interval's end towards
   * the limit stands for: |estimate - end| / z, where z is the quantile that belongs to the
   * confidence. So the p-value is below (1 - confidence) / 2 exactly where the whole interval lies
   * above the limit. For an interval that is not estimate -+ z error, it is exact there and an
   * approximation elsewhere.
   *
   * @param confidence of the interval, two-sided, in (0, 1)
   */
  public static double above(Interval interval, double confidence, double limit) {
    double distance = interval.estimate() - limit;
    double half =
        distance > 0 ? interval.estimate() - interval.low() : interval.high() - interval.estimate();
    if (half > 0) {
      return ofZ(distance / half * StandardNormal.twoSided(confidence));
    }
    return distance > 0 ? 0 : 1;
  }

  /**
   * The p-value of "the true value is at least the limit", against its being below; see {@link
   * #above}.
   *
   * @param confidence of the interval, two-sided, in (0, 1)
   */
  public static double below(Interval interval, double confidence, double limit) {
    Interval mirrored = new Interval(-interval.estimate(), -interval.high(), -interval.low());
    return above(mirrored, confidence, -limit);
  }
}
