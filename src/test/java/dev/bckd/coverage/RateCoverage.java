package dev.bckd.coverage;

import dev.bckd.stats.Interval;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The coverage of an interval of a rate, exactly: the sum of the binomial probabilities of all
 * counts whose interval holds the rate.
 */
final class RateCoverage {
  /** An interval of a rate at 95 %. */
  interface Method {
    Interval interval(long successes, long trials, double confidence);
  }

  private RateCoverage() {}

  /** Over rates evenly spaced in their logarithm, from ten expected successes to a half. */
  static Case of(String name, Method method, int trials, int rates) {
    Interval[] intervals =
        IntStream.rangeClosed(0, trials)
            .parallel()
            .mapToObj(successes -> method.interval(successes, trials, 0.95))
            .toArray(Interval[]::new);
    return new Case(
        name,
        trials + " rows, rates from " + Grid.percent(10.0 / trials) + " to 50 %",
        Grid.logarithmic(10.0 / trials, 0.5, rates)
            .mapToObj(rate -> coverage(intervals, trials, rate))
            .toList());
  }

  private static Tally coverage(Interval[] intervals, int trials, double rate) {
    BinomialDistribution counts = BinomialDistribution.of(trials, rate);
    return IntStream.rangeClosed(0, trials)
        .mapToObj(count -> Tally.of(intervals[count], rate, counts.probability(count)))
        .reduce(Tally.NONE, Tally::plus);
  }
}
