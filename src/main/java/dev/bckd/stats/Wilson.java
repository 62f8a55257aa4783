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
    if (trials <= 0 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(successes + " successes of " + trials + " trials");
    }
    double z = StandardNormal.twoSided(confidence);
    double n = trials;
    double rate = successes / n;
    double shrink = 1 + z * z / n;
    double centre = (rate + z * z / (2 * n)) / shrink;
    double half = z / shrink * Math.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n));
    double low = successes == 0 ? 0 : Math.max(0, centre - half);
    double high = successes == trials ? 1 : Math.min(1, centre + half);
    return new Interval(rate, low, high);
  }
}
