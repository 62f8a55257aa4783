package dev.bckd.stats;

/**
 * The score interval of a rate over independent trials.
 *
 * <p>It holds every p for which |successes/trials - p| is at most z sqrt(p (1 - p) / trials), so it
 * stays in [0, 1] and has a width even where nothing, or everything, succeeded.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson, JASA 22 (1927)</a>
 */
public final class Wilson {
  /** How reports call this method. */
  public static final String METHOD = "wilson";

  private Wilson() {}

  /**
   * The interval of a rate.
   *
   * @param successes trials that succeeded, in [0, trials]
   * @param trials number of trials, positive
   * @param confidence two-sided, in (0, 1)
   */
  public static Interval interval(long successes, long trials, double confidence) {
    check(successes, trials);
    return interval(
        successes / (double) trials, (double) trials, StandardNormal.twoSided(confidence));
  }

  /**
   * The interval of a rate whose variance is rate (1 - rate) / trials.
   *
   * @param rate in [0, 1]
   * @param trials positive, whole or not
   * @param z how many standard errors of the true rate the estimate may be off, positive
   */
  static Interval interval(double rate, double trials, double z) {
    double shrink = 1 + z * z / trials;
    double centre = (rate + z * z / (2 * trials)) / shrink;
    double half =
        z / shrink * Math.sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials));
    double low = rate == 0 ? 0 : Math.max(0, centre - half);
    double high = rate == 1 ? 1 : Math.min(1, centre + half);
    return new Interval(rate, low, high);
  }

  /**
   * The p-value of "the true rate is at most the limit", against its being above: the score test,
   * P(Z >= (rate - limit) / sqrt(limit (1 - limit) / trials)). Below (1 - confidence) / 2 exactly
   * where the whole interval lies above the limit.
   *
   * <p>That a rate is below a limit is that the rate of failures is above one minus it.
   *
   * @param successes trials that succeeded, in [0, trials]
   * @param trials number of trials, positive
   * @param limit in [0, 1]
   */
  public static double pValueAbove(long successes, long trials, double limit) {
    check(successes, trials);
    check(limit);
    double distance = successes / (double) trials - limit;
    double spread = limit * (1 - limit);
    if (spread == 0) {
      return distance > 0 ? 0 : 1;
    }
    return OneSided.ofZ(distance / Math.sqrt(spread / trials));
  }

  static void check(long successes, long trials) {
    if (trials <= 0 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(successes + " successes of " + trials + " trials");
    }
  }

  static void check(double limit) {
    if (!(limit >= 0 && limit <= 1)) {
      throw new IllegalArgumentException("a limit of a rate must be in [0, 1], is " + limit);
    }
  }
}
