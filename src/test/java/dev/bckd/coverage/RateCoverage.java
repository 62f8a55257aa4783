package dev.bckd.coverage;

import dev.bckd.stats.Interval;
import dev.bckd.stats.RateCounts;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The coverage of an interval of a rate at 95 %, exactly: the sum of the binomial probabilities of
 * all counts whose interval holds the rate. Counts beyond eight standard deviations are left out;
 * together they weigh less than 1e-9.
 */
final class RateCoverage {
  private static final double DEVIATIONS = 8;

  private RateCoverage() {}

  /**
   * Over rates evenly spaced in their logarithm, from ten expected successes to a half.
   *
   * @param method as reports call it
   */
  static Case of(String method, int trials, int rates) {
    Interval[] intervals =
        IntStream.rangeClosed(0, trials)
            .parallel()
            .mapToObj(successes -> new RateCounts(method, successes, trials).interval(0.95))
            .toArray(Interval[]::new);
    return new Case(
        method,
        trials + " rows, rates from " + Grid.percent(10.0 / trials) + " to 50 %",
        Grid.logarithmic(10.0 / trials, 0.5, rates)
            .mapToObj(rate -> coverage(intervals, trials, rate))
            .toList());
  }

  private static Tally coverage(Interval[] intervals, int trials, double rate) {
    BinomialDistribution counts = BinomialDistribution.of(trials, rate);
    double reach = DEVIATIONS * Math.sqrt(trials * rate * (1 - rate)) + DEVIATIONS;
    int least = (int) Math.max(0, trials * rate - reach);
    int most = (int) Math.min(trials, trials * rate + reach);
    return IntStream.rangeClosed(least, most)
        .mapToObj(count -> Tally.of(intervals[count], rate, counts.probability(count)))
        .reduce(Tally.NONE, Tally::plus);
  }
}
