package dev.bckd.stats;

import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * The one-sided exact test that a part of independent rows has a higher rate than the rest.
 *
 * @see <a href="https://doi.org/10.2307/2340521">Fisher, JRSS 98 (1935)</a>
 */
public final class FisherExact {
  private FisherExact() {}

  /**
   * The p-value of "the rate within is at most the rate outside", against its being higher: the
   * probability that so many hits or more fall within, if all the hits are dealt to the rows at
   * random. P(X >= hitsWithin), X hypergeometric of rows, hits and rowsWithin.
   *
   * @param hitsWithin hits in the part, at most hits and rowsWithin
   * @param rowsWithin rows of the part
   * @param hits hits in all
   * @param rows rows in all, positive
   */
  public static double pValueAbove(int hitsWithin, int rowsWithin, int hits, int rows) {
    if (hitsWithin > rowsWithin || hitsWithin > hits || hitsWithin < 0) {
      throw new IllegalArgumentException(
          "%d hits in %d of %d rows with %d hits".formatted(hitsWithin, rowsWithin, rows, hits));
    }
    double term = HypergeometricDistribution.of(rows, hits, rowsWithin).probability(hitsWithin);
    double sum = term;
    // Each term from the one before: far above the mean a few are enough.
    for (int k = hitsWithin; k < Math.min(hits, rowsWithin) && term > sum * 0x1p-53; k++) {
      double odds = (double) (hits - k) * (rowsWithin - k);
      double against = (k + 1.0) * ((double) rows - hits - rowsWithin + k + 1);
      term *= odds / against;
      sum += term;
    }
    return Math.min(1, sum);
  }
}
