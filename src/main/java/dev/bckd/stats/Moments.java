package dev.bckd.stats;

/**
 * Count, mean and sum of squared deviations of numbers.
 *
 * @param count how many
 * @param mean their mean; 0 where there is none
 * @param squares the sum of their squared distances from the mean
 * @see <a href="https://doi.org/10.1080/00401706.1962.10490022">Welford, Technometrics 4 (1962)</a>
 */
public record Moments(long count, double mean, double squares) {

  /** The variance of the mean, unbiased; needs two numbers. */
  public double varianceOfMean() {
    return squares / (count - 1) / count;
  }
}
