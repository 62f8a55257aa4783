package dev.bckd.stats;

import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Hits and trials of every unit: what the interval of a rate rests on where the trials of a unit
 * are alike, or count more or less.
 *
 * <p>It is {@link Wilson}'s, as if there were trials / {@link DesignEffect} independent trials, and
 * with Student's quantile, since that effect is estimated (after Korn and Graubard, Survey
 * Methodology 24, 1998, and Dean and Pagano, Journal of Survey Statistics and Methodology 3, 2015).
 * With few hits it keeps its coverage where percentiles of resamples do not: resamples of a sample
 * that happens to lack the units with many hits lack them too (docs/coverage.md). For the same
 * reason the end away from none is that of a more careful effect.
 *
 * <p>A gate that passes by that end has the other one nearer ({@link GateQuantiles}).
 *
 * @see <a href="https://doi.org/10.1093/jssam/smv024">Dean and Pagano 2015</a>
 */
public final class ClusterCounts implements Basis {
  /** How reports call this method where trials count alike. */
  public static final String METHOD = "cluster-" + Wilson.METHOD;

  /** How reports call it where trials have weights. */
  public static final String WEIGHTED = "weighted-" + Wilson.METHOD;

  /** From so many effective hits, and misses, on, resampling covers as promised. */
  private static final double ENOUGH = 100;

  private final String method;
  private final Clusters raw;
  private final Clusters units;
  private final boolean gate;

  /**
   * @param gate whether a gate passes by the end away from none
   */
  private ClusterCounts(String method, Clusters raw, boolean gate) {
    this.method = method;
    this.raw = raw;
    this.gate = gate;
    this.units = raw.effective();
    if (raw.size() < 2 || !raw.every(this::possible) || unanimous(raw).isPresent()) {
      throw new IllegalArgumentException(
          "%s hits in %s trials of %d units".formatted(raw.sum(), raw.all(), raw.size()));
    }
  }

  /**
   * @param hits by unit, each in [0, trials], not all of them 0, nor all the trials
   * @param trials by unit, of two units or more, each positive
   */
  public ClusterCounts(int[] hits, int[] trials) {
    this(METHOD, Clusters.counted(hits, trials), false);
  }

  /**
   * @param hits weights of hits by unit, each in [0, trials], not all of them 0, nor all the
   *     trials; not copied
   * @param trials weights of trials by unit, of two units or more, each positive; not copied
   * @param squares sums of squared weights of trials by unit, each positive; not copied
   */
  public ClusterCounts(double[] hits, double[] trials, double[] squares) {
    this(WEIGHTED, new Clusters(hits, trials, squares), false);
  }

  private boolean possible(int unit) {
    return raw.values()[unit] >= 0
        && raw.values()[unit] <= raw.trials()[unit]
        && raw.trials()[unit] > 0
        && raw.squares()[unit] > 0;
  }

  /**
   * Counts of a share whose hits, or misses, are too few to be resampled; empty where there are
   * enough, or none.
   *
   * @param sums hits, and trials, by unit; a unit may have no trials
   */
  static Optional<Basis> tooFewToResample(UnitSums sums) {
    IntToDoubleFunction trials = unit -> sums.sum(1, unit);
    Clusters units = Clusters.sorted(sums.size(), unit -> sums.sum(0, unit), trials, trials);
    return units.size() < 2 || unanimous(units).isPresent() ? Optional.empty() : few(METHOD, units);
  }

  /**
   * The same where trials have weights; units that say the same are each counted once.
   *
   * @param squares sums of squared weights of trials, by place of a unit
   */
  static Optional<Basis> tooFewToResample(UnitSums sums, IntToDoubleFunction squares) {
    Clusters units =
        Clusters.sorted(sums.size(), unit -> sums.sum(0, unit), unit -> sums.sum(1, unit), squares);
    if (units.size() < 2) {
      return Optional.empty();
    }
    Optional<Basis> unanimous = unanimous(units);
    return unanimous.isPresent() ? unanimous : few(WEIGHTED, units);
  }

  private static Optional<Basis> few(String method, Clusters units) {
    return Optional.of(new ClusterCounts(method, units, false))
        .filter(ClusterCounts::tooFew)
        .map(counts -> counts);
  }

  private static Optional<Basis> unanimous(Clusters units) {
    if (units.every(unit -> units.values()[unit] == 0)) {
      return Optional.of(RateCounts.ofUnits(0, units.effectiveUnits()));
    }
    return units.every(unit -> units.values()[unit] == units.trials()[unit])
        ? Optional.of(RateCounts.ofUnits(units.effectiveUnits(), units.effectiveUnits()))
        : Optional.empty();
  }

  /** Number of units. */
  public int size() {
    return raw.size();
  }

  /** Whether trials have weights. */
  public boolean weighted() {
    return method.equals(WEIGHTED);
  }

  /** Hits of a unit, by place from 0. */
  public double hits(int place) {
    return raw.values()[place];
  }

  /** Trials of a unit, by place from 0. */
  public double trials(int place) {
    return raw.trials()[place];
  }

  /** Squared weights of a unit's trials, by place from 0. */
  public double squares(int place) {
    return raw.squares()[place];
  }

  @Override
  public String method() {
    return gate ? method + passing().suffix() : method;
  }

  @Override
  public ClusterCounts passingBy(Ends ends) {
    return ends == passing() ? new ClusterCounts(method, raw, true) : this;
  }

  /**
   * The same for the gate that a method is of.
   *
   * @param named what {@link #method} has said
   */
  public ClusterCounts as(String named) {
    return passingBy(Ends.named(named));
  }

  /** The end that is more careful than the other. */
  private Ends passing() {
    return mostHit() ? Ends.LOW : Ends.HIGH;
  }

  private boolean mostHit() {
    return 2 * units.sum() > units.all();
  }

  private boolean tooFew() {
    double hits = units.sum();
    return Math.min(hits, units.all() - hits) < ENOUGH * DesignEffect.of(units).factor();
  }

  @Override
  public Interval interval(double confidence) {
    DesignEffect effect = DesignEffect.of(units);
    GateQuantiles quantiles =
        GateQuantiles.of(confidence, effect.degrees(), effect.careful() / effect.factor());
    Interval careful = interval(effect.careful(), quantiles.passing());
    Interval found = interval(effect.factor(), gate ? quantiles.failing() : quantiles.passing());
    return mostHit()
        ? new Interval(found.estimate(), careful.low(), found.high())
        : new Interval(found.estimate(), found.low(), careful.high());
  }

  private Interval interval(double effect, double quantile) {
    return Wilson.interval(raw.sum() / raw.all(), units.all() / effect, quantile);
  }
}
