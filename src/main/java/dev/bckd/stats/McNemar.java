package dev.bckd.stats;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Tests of "both ways succeed equally often", two-sided, over paired independent trials.
 *
 * <p>Only discordant pairs speak: given their number, those that succeed the first way only are
 * binomial with rate 1/2 if the hypothesis holds. Not to see a difference is no proof that there is
 * none; what may pass is judged by {@link Tango} against a margin.
 *
 * @see <a href="https://doi.org/10.1007/BF02295996">McNemar, Psychometrika 12 (1947)</a>
 * @see <a href="https://doi.org/10.1186/1471-2288-13-91">Fagerland, Lydersen, Laake, BMC Medical
 *     Research Methodology 13 (2013)</a>
 */
public final class McNemar {
  private McNemar() {}

  /**
   * The exact p-value: twice the probability of a count as small as the smaller one, at most 1.
   * Never refuses a true hypothesis more often than it says.
   *
   * @param onlyFirst pairs that succeed the first way and not the second
   * @param onlySecond pairs that succeed the second way and not the first
   */
  public static double exact(int onlyFirst, int onlySecond) {
    int smaller = Math.min(onlyFirst, onlySecond);
    return Math.min(1, 2 * coin(onlyFirst, onlySecond).cumulativeProbability(smaller));
  }

  /**
   * The mid-p-value, in which counts as probable as those seen count half: {@link #exact} minus the
   * probability of the smaller count, or one minus half of it where both are equal. Less
   * conservative than the exact one, without its guarantee. 1 where no pair is discordant.
   *
   * @param onlyFirst pairs that succeed the first way and not the second
   * @param onlySecond pairs that succeed the second way and not the first
   */
  public static double midP(int onlyFirst, int onlySecond) {
    BinomialDistribution coin = coin(onlyFirst, onlySecond);
    if (onlyFirst + onlySecond == 0) {
      return 1;
    }
    double seen = coin.probability(Math.min(onlyFirst, onlySecond));
    return onlyFirst == onlySecond ? 1 - seen / 2 : exact(onlyFirst, onlySecond) - seen;
  }

  private static BinomialDistribution coin(int onlyFirst, int onlySecond) {
    if (onlyFirst < 0 || onlySecond < 0) {
      throw new IllegalArgumentException(onlyFirst + " and " + onlySecond + " discordant pairs");
    }
    return BinomialDistribution.of(Math.addExact(onlyFirst, onlySecond), 0.5);
  }
}
