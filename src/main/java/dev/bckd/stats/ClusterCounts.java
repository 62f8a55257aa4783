package dev.bckd.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Hits and trials of every unit: what the interval of a rate rests on where the trials of a unit
 * are alike.
 *
 * <p>It is {@link Wilson}'s, as if there were trials / {@link DesignEffect} independent trials, and
 * with Student's quantile, since that effect is estimated (after Korn and Graubard, Survey
 * Methodology 24, 1998, and Dean and Pagano, Journal of Survey Statistics and Methodology 3, 2015).
 * With few hits it keeps its coverage where percentiles of resamples do not: resamples of a sample
 * that happens to lack the units with many hits lack them too (docs/coverage.md). For the same
 * reason the end away from none is that of a more careful effect.
 *
 * @see <a href="https://doi.org/10.1093/jssam/smv024">Dean and Pagano 2015</a>
 */
public final class ClusterCounts implements Basis {
  /** How reports call this method. */
  public static final String METHOD = "cluster-" + Wilson.METHOD;

  /** From so many effective hits, and misses, on, resampling covers as promised. */
  private static final double ENOUGH = 100;

  private final int[] hits;
  private final int[] trials;
  private final long allHits;
  private final long allTrials;

  /**
   * @param hits by unit, each in [0, trials], not all of them 0, nor all the trials; not copied
   * @param trials by unit, of two units or more, each positive; not copied
   */
  public ClusterCounts(int[] hits, int[] trials) {
    this.hits = hits;
    this.trials = trials;
    this.allHits = IntStream.of(hits).asLongStream().sum();
    this.allTrials = IntStream.of(trials).asLongStream().sum();
    if (hits.length < 2
        || hits.length != trials.length
        || IntStream.range(0, hits.length)
            .anyMatch(unit -> hits[unit] < 0 || trials[unit] < Math.max(1, hits[unit]))
        || allHits == 0
        || allHits == allTrials) {
      throw new IllegalArgumentException(
          "%d hits in %d trials of %d units".formatted(allHits, allTrials, hits.length));
    }
  }

  /**
   * Counts of a share whose hits, or misses, are too few to be resampled; empty where there are
   * enough, or none. In an order that is not that of the rows.
   *
   * @param sums hits, and trials, by unit; a unit may have no trials
   */
  static Optional<ClusterCounts> tooFewToResample(UnitSums sums) {
    long[] counts =
        IntStream.range(0, sums.size())
            .mapToLong(
                unit -> ((long) sums.sum(1, unit) << Integer.SIZE) + (long) sums.sum(0, unit))
            .filter(count -> count != 0)
            .sorted()
            .toArray();
    int[] hits = Arrays.stream(counts).mapToInt(count -> (int) count).toArray();
    int[] trials = Arrays.stream(counts).mapToInt(count -> (int) (count >> Integer.SIZE)).toArray();
    return counts.length < 2 || Arrays.equals(hits, trials) || IntStream.of(hits).sum() == 0
        ? Optional.empty()
        : Optional.of(new ClusterCounts(hits, trials)).filter(ClusterCounts::tooFew);
  }

  /** Number of units. */
  public int size() {
    return hits.length;
  }

  /** Hits of a unit, by place from 0. */
  public int hits(int place) {
    return hits[place];
  }

  /** Trials of a unit, by place from 0. */
  public int trials(int place) {
    return trials[place];
  }

  @Override
  public String method() {
    return METHOD;
  }

  private boolean tooFew() {
    return Math.min(allHits, allTrials - allHits) < ENOUGH * effect().factor();
  }

  @Override
  public Interval interval(double confidence) {
    DesignEffect effect = effect();
    double quantile = Welch.quantile(effect.degrees(), confidence);
    Interval found = interval(effect.factor(), quantile);
    Interval careful = interval(effect.careful(), quantile);
    return 2 * allHits > allTrials
        ? new Interval(found.estimate(), careful.low(), found.high())
        : new Interval(found.estimate(), found.low(), careful.high());
  }

  private Interval interval(double effect, double quantile) {
    return Wilson.interval(allHits / (double) allTrials, allTrials / effect, quantile);
  }

  DesignEffect effect() {
    return DesignEffect.of(this);
  }
}
