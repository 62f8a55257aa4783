package dev.bckd.stats;

/**
 * Resamples whole units and looks how a statistic moves. The result depends on the seed and the
 * units' names, and on neither the number of threads nor the order of the rows.
 *
 * @param seed of the draws
 * @param replicates number of resamples, positive
 */
public record Bootstrap(long seed, int replicates) {

  /** Enough for percentile ends at 95 % to stand still in the second digit of their distance. */
  public static final int DEFAULT_REPLICATES = 2_000;

  /**
   * Sums a statistic's rows by unit, ready to be resampled.
   *
   * @param method how reports call it
   */
  public UnitSums sums(Statistic statistic, Units units, String method) {
    return UnitSums.of(statistic, units, units.draws(this), method);
  }
}
