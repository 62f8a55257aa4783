package dev.bckd.coverage;

import dev.bckd.stats.Interval;
import dev.bckd.stats.PairedCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The coverage of Tango's interval, exactly: the sum of the trinomial probabilities of all counts
 * of discordant pairs whose interval holds the difference. Counts beyond six standard deviations
 * are left out; together they weigh less than 1e-8.
 */
final class PairCoverage {
  private static final double DEVIATIONS = 6;

  private final String method;
  private final int trials;
  private final Map<Long, Interval> intervals = new HashMap<>();

  /**
   * @param method as reports call it
   */
  PairCoverage(String method, int trials) {
    this.method = method;
    this.trials = trials;
  }

  /**
   * Over shares of discordant pairs, evenly spaced in their logarithm, from ten expected pairs, and
   * over differences up to a part of that share.
   *
   * @param most the largest share of discordant pairs
   * @param part of the share, for the largest difference
   */
  Case of(double most, int shares, double part, int differences) {
    List<Tally> tallies = new ArrayList<>();
    Grid.logarithmic(10.0 / trials, most, shares)
        .forEach(
            share ->
                IntStream.range(0, differences)
                    .mapToDouble(i -> part * share * i / Math.max(1, differences - 1))
                    .forEach(difference -> tallies.add(tally(share, difference, difference))));
    return new Case(
        method,
        "%d pairs, discordant from %s to %s"
            .formatted(trials, Grid.percent(10.0 / trials), Grid.percent(most)),
        tallies);
  }

  /**
   * Where the intervals lie that are made of such pairs.
   *
   * @param share of discordant pairs
   * @param difference of the two rates
   * @param limit what the intervals are held against
   */
  Tally tally(double share, double difference, double limit) {
    double first = (share + difference) / 2;
    double second = (share - difference) / 2;
    Tally sum = Tally.NONE;
    BinomialDistribution firsts = BinomialDistribution.of(trials, first);
    for (int b = least(first); b <= most(first); b++) {
      BinomialDistribution seconds = BinomialDistribution.of(trials - b, second / (1 - first));
      for (int c = least(second); c <= Math.min(most(second), trials - b); c++) {
        double weight = firsts.probability(b) * seconds.probability(c);
        if (weight > 1e-14) {
          sum = sum.plus(Tally.of(interval(b, c), limit, weight));
        }
      }
    }
    return sum;
  }

  private Interval interval(int onlyFirst, int onlySecond) {
    return intervals.computeIfAbsent(
        onlyFirst * (trials + 1L) + onlySecond,
        counts -> new PairedCounts(method, onlyFirst, onlySecond, trials).interval(0.95));
  }

  private int least(double rate) {
    return (int) Math.max(0, Math.floor(trials * rate - DEVIATIONS * deviation(rate)));
  }

  private int most(double rate) {
    return (int) Math.min(trials, Math.ceil(trials * rate + DEVIATIONS * deviation(rate) + 10));
  }

  private double deviation(double rate) {
    return Math.sqrt(trials * rate * (1 - rate));
  }
}
