package dev.bckd.stats;

/**
 * The exact interval of a rate over independent trials for a gate, which passes by one of its ends.
 *
 * <p>Counts are whole, so Clopper and Pearson's interval misses the truth less often than it may.
 * Here the end that lets a gate pass is theirs, and the other one takes what that leaves of 1 -
 * confidence. Of a gate with a highest value: a true rate p ends below the interval with a
 * probability of P(X < k), where k is the smallest count with P(X <= k) > (1 - confidence) / 2. The
 * lower end is the least p that is not refused by
 *
 * <pre>P(X >= successes) + P(X < k) <= 1 - confidence</pre>
 *
 * <p>where X is binomial of trials and p. So the interval holds every rate with at least the
 * confidence promised, lets a rate that is just the limit pass as seldom as theirs, and lies within
 * theirs. A gate with a lowest value is the same of what did not succeed.
 */
final class UnequalTails {
  /** How reports call the method of a gate that passes by the high end. */
  static final String FOR_MAX = "exact-for-max";

  /** How reports call the method of a gate that passes by the low end. */
  static final String FOR_MIN = "exact-for-min";

  private UnequalTails() {}

  /**
   * The interval whose high end errs in half of what the confidence leaves at most.
   *
   * @param successes trials that succeeded, in [0, trials]
   * @param trials number of trials, positive
   * @param confidence two-sided, in (0, 1)
   */
  static Interval forMax(long successes, long trials, double confidence) {
    return new Interval(
        successes / (double) trials,
        lowerEnd(successes, trials, confidence),
        ClopperPearson.high(successes, trials, confidence));
  }

  /** The interval whose low end errs in half of what the confidence leaves at most. */
  static Interval forMin(long successes, long trials, double confidence) {
    return new Interval(
        successes / (double) trials,
        ClopperPearson.low(successes, trials, confidence),
        1 - lowerEnd(trials - successes, trials, confidence));
  }

  /**
   * Below Clopper and Pearson's low end every rate is refused: neither tail is above half of what
   * the confidence leaves. Where k grows next, the lower tail is just that half, and no rate is
   * refused any more. In between the sum falls and then rises, for the density of the upper tail
   * gains on that of the lower one as p grows; so there is one crossing, or none.
   */
  private static double lowerEnd(long successes, long trials, double confidence) {
    double least = ClopperPearson.low(successes, trials, confidence);
    if (successes == 0) {
      return least;
    }
    double left = 1 - confidence;
    long k = leastAbove(left / 2, successes, trials, least);
    double next = ClopperPearson.high(k, trials, confidence);
    return Bisection.lastBefore(
        Math.min(least, next),
        next,
        rate ->
            BinomialTails.atLeast(successes, trials, rate) + BinomialTails.below(k, trials, rate)
                > left);
  }

  /** The smallest count k with P(X <= k) above a tail; below the successes it is for sure. */
  private static long leastAbove(double tail, long successes, long trials, double rate) {
    long low = 0;
    long high = successes - 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (BinomialTails.below(middle + 1, trials, rate) > tail) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
