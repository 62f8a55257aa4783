package dev.bckd.coverage;

import dev.bckd.stats.Interval;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Makes samples again and again, each from its own seed, and looks where the intervals lie.
 *
 * @param samples how many
 */
record Simulation(int samples) {
  /** Where the intervals of so many samples lie. */
  Tally tally(double limit, Function<Random, Interval> sample) {
    return LongStream.range(0, samples)
        .parallel()
        .mapToObj(seed -> Tally.of(sample.apply(new Random(seed)), limit, 1))
        .reduce(Tally.NONE, Tally::plus);
  }

  /** Standard errors of a share of so many samples. */
  double errors(double share, double count) {
    return count * Math.sqrt(share * (1 - share) / samples);
  }
}
