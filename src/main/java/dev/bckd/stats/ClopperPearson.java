package dev.bckd.stats;

/**
 * The exact interval of a rate over independent trials.
 *
 * <p>It holds every p that neither one-sided binomial test refuses at (1 - confidence) / 2: the
 * lower end is the p with P(X >= successes) = (1 - confidence) / 2, the upper the one with P(X <=
 * successes) = (1 - confidence) / 2, X binomial of trials and p. Whatever the true rate, it holds
 * it with at least the confidence promised, and mostly with more: the price is width.
 *
 * @see <a href="https://doi.org/10.1093/biomet/26.4.404">Clopper and Pearson, Biometrika 26
 *     (1934)</a>
 */
public final class ClopperPearson {
  /** How reports call this method. */
  public static final String METHOD = "clopper-pearson";

  private ClopperPearson() {}

  /**
   * The interval of a rate.
   *
   * @param successes trials that succeeded, in [0, trials]
   * @param trials number of trials, positive
   * @param confidence two-sided, in (0, 1)
   */
  public static Interval interval(long successes, long trials, double confidence) {
    return new Interval(
        successes / (double) trials,
        low(successes, trials, confidence),
        high(successes, trials, confidence));
  }

  /** The lower end alone. */
  static double low(long successes, long trials, double confidence) {
    Wilson.check(successes, trials);
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0, 1), is " + confidence);
    }
    double tail = (1 - confidence) / 2;
    return Bisection.lastBefore(
        0,
        successes / (double) trials,
        rate -> BinomialTails.atLeast(successes, trials, rate) >= tail);
  }

  /** The upper end alone. */
  static double high(long successes, long trials, double confidence) {
    return 1 - low(trials - successes, trials, confidence);
  }

  /**
   * The p-value of "the true rate is at most the limit", against its being above: P(X >= successes)
   * of a binomial X with the limit for its rate. Below (1 - confidence) / 2 exactly where the whole
   * interval lies above the limit.
   *
   * <p>That a rate is below a limit is that the rate of failures is above one minus it.
   *
   * @param successes trials that succeeded, in [0, trials]
   * @param trials number of trials, positive
   * @param limit in [0, 1]
   */
  public static double pValueAbove(long successes, long trials, double limit) {
    Wilson.check(successes, trials);
    Wilson.check(limit);
    return BinomialTails.atLeast(successes, trials, limit);
  }
}
