package dev.bckd.stats;

import java.util.OptionalDouble;
import java.util.stream.IntStream;

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

  /** Computes a statistic on every resample. */
  public Replicates run(Statistic statistic, Units units) {
    PoissonWeights weights = new PoissonWeights(seed, units);
    Resampled resampled = statistic.by(units);
    double[] values =
        IntStream.range(0, replicates)
            .parallel()
            .mapToObj(replicate -> resampled.value(weights.replicate(replicate)))
            .flatMapToDouble(OptionalDouble::stream)
            .toArray();
    return new Replicates(values, replicates);
  }
}
