package dev.bckd.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

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

  /** Halvings of an interval of length 1, until both its ends are neighbours. */
  private static final int HALVINGS = 100;

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
    return lowerEnd(successes, trials, (1 - confidence) / 2);
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
    return atLeast(successes, trials, limit);
  }

  /** P(X >= successes), by the tail of a beta distribution. */
  private static double atLeast(long successes, long trials, double rate) {
    if (successes == 0) {
      return 1;
    }
    return BetaDistribution.of((double) successes, trials - successes + 1.0)
        .cumulativeProbability(rate);
  }

  /** The rate at which so many successes or more have the probability of a tail. */
  private static double lowerEnd(long successes, long trials, double tail) {
    double low = 0;
    double high = successes / (double) trials;
    for (int i = 0; i < HALVINGS && low < high; i++) {
      double middle = (low + high) / 2;
      if (middle == low || middle == high) {
        break;
      }
      if (atLeast(successes, trials, middle) < tail) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
