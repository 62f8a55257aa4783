package dev.bckd.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

/** The tails of the binomial distribution, by those of the beta distribution. */
final class BinomialTails {
  private BinomialTails() {}

  /** P(X >= successes). */
  static double atLeast(long successes, long trials, double rate) {
    if (successes == 0) {
      return 1;
    }
    return BetaDistribution.of((double) successes, trials - successes + 1.0)
        .cumulativeProbability(rate);
  }

  /** P(X < successes). */
  static double below(long successes, long trials, double rate) {
    if (successes == 0) {
      return 0;
    }
    return BetaDistribution.of((double) successes, trials - successes + 1.0)
        .survivalProbability(rate);
  }
}
