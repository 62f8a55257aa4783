package dev.bckd.stats;

import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Net changes and trials of every unit: what the interval of a difference of two rates on the same
 * trials rests on where the trials of a unit are alike, or count more or less, and changes are few.
 *
 * <p>It is {@link Tango}'s as if there were counts / {@link PairEffect} independent ones, and with
 * Student's quantile. A change and its opposite in one unit cancel out. With few changes, most of
 * them one way, percentiles of resamples let 4 to 15 % pass at the margin (docs/coverage.md), since
 * resamples of a sample that lacks the units with many changes lack them too.
 *
 * <p>Both ends are those of a more careful effect. A gate has the one by which it fails nearer
 * ({@link GateQuantiles}), by the effect over units alone. And whether its interval holds 0 is left
 * to {@link SignFlips}: a sample of which that test says that the two ways differ ends next to 0,
 * if it would reach across, and any other one reaches across. So a model that is as good as the
 * teacher fails at a margin of 0 as seldom as promised, however few units bear all changes.
 */
public final class ClusterPairs implements Basis {
  /** How reports call this method where trials count alike. */
  public static final String METHOD = "cluster-" + Tango.METHOD;

  /** How reports call it where trials have weights. */
  public static final String WEIGHTED = "weighted-" + Tango.METHOD;

  /** From so many effective changes on, resampling covers as promised. */
  private static final double ENOUGH = 400;

  private final String method;
  private final Clusters raw;
  private final Clusters units;
  private final Ends passing;

  /**
   * @param passing by which end a gate passes; {@link Ends#NEITHER} where it is for none, or by
   *     both
   */
  private ClusterPairs(String method, Clusters raw, Ends passing) {
    this.method = method;
    this.raw = raw;
    this.passing = passing;
    this.units = raw.effective();
    if (raw.size() < 2 || !raw.every(this::possible) || unanimous(raw).isPresent()) {
      throw new IllegalArgumentException("net changes of %d units".formatted(raw.size()));
    }
  }

  /**
   * @param nets by unit: trials that succeeded the first way and not the second, minus those the
   *     other way round; not all of them 0, nor as many as trials, one way
   * @param trials by unit, of two units or more, each positive and no fewer than net changes
   */
  public ClusterPairs(int[] nets, int[] trials) {
    this(METHOD, Clusters.counted(nets, trials), Ends.NEITHER);
  }

  /**
   * @param nets by unit: weights of trials that succeeded the first way and not the second, minus
   *     those the other way round; not all of them 0, nor as many as trials, one way; not copied
   * @param trials weights of trials by unit, of two units or more, each positive and no less than
   *     net changes; not copied
   * @param squares sums of squared weights of trials by unit, each positive; not copied
   */
  public ClusterPairs(double[] nets, double[] trials, double[] squares) {
    this(WEIGHTED, new Clusters(nets, trials, squares), Ends.NEITHER);
  }

  private boolean possible(int unit) {
    return Math.abs(raw.values()[unit]) <= raw.trials()[unit]
        && raw.trials()[unit] > 0
        && raw.squares()[unit] > 0;
  }

  /**
   * The closed form where changes are too few to be resampled; empty where there are enough.
   *
   * @param sums by unit: hits and trials the first way, hits and trials the second way; trials are
   *     the same, and may be none
   */
  static Optional<Basis> tooFewToResample(UnitSums sums) {
    return tooFewToResample(METHOD, sums, unit -> sums.sum(1, unit));
  }

  /**
   * The same where trials have weights.
   *
   * @param squares sums of squared weights of trials, by place of a unit
   */
  static Optional<Basis> tooFewToResample(UnitSums sums, IntToDoubleFunction squares) {
    return tooFewToResample(WEIGHTED, sums, squares);
  }

  private static Optional<Basis> tooFewToResample(
      String method, UnitSums sums, IntToDoubleFunction squares) {
    Clusters units =
        Clusters.sorted(
            sums.size(),
            unit -> sums.sum(0, unit) - sums.sum(2, unit),
            unit -> sums.sum(1, unit),
            squares);
    if (units.size() < 2) {
      return Optional.empty();
    }
    Optional<Basis> unanimous = unanimous(units);
    return unanimous.isPresent()
        ? unanimous
        : Optional.of(new ClusterPairs(method, units, Ends.NEITHER))
            .filter(ClusterPairs::tooFew)
            .map(pairs -> pairs);
  }

  /** Where every unit says the same, each is counted once. */
  private static Optional<Basis> unanimous(Clusters units) {
    long size = units.effectiveUnits();
    if (units.every(unit -> units.values()[unit] == 0)) {
      return Optional.of(PairedCounts.ofUnits(0, 0, size));
    }
    if (units.every(unit -> units.values()[unit] == units.trials()[unit])) {
      return Optional.of(PairedCounts.ofUnits(size, 0, size));
    }
    return units.every(unit -> units.values()[unit] == -units.trials()[unit])
        ? Optional.of(PairedCounts.ofUnits(0, size, size))
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

  /** Net changes of a unit, by place from 0. */
  public double net(int place) {
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
    return method + passing.suffix();
  }

  @Override
  public ClusterPairs passingBy(Ends ends) {
    return ends.suffix().isEmpty() ? this : new ClusterPairs(method, raw, ends);
  }

  /**
   * The same for the gate that a method is of.
   *
   * @param named what {@link #method} has said
   */
  public ClusterPairs as(String named) {
    return passingBy(Ends.named(named));
  }

  private boolean tooFew() {
    return gains() + losses() < ENOUGH * PairEffect.of(units).factor();
  }

  @Override
  public Interval interval(double confidence) {
    PairEffect effect = PairEffect.of(units);
    GateQuantiles quantiles =
        GateQuantiles.of(confidence, effect.degrees(), effect.careful() / effect.robust());
    Interval careful = interval(effect.careful(), quantiles.passing());
    if (passing == Ends.NEITHER) {
      return careful;
    }
    Interval found = interval(effect.robust(), quantiles.failing());
    return careful
        .failing(passing, found)
        .besideZero(SignFlips.pValue(raw.values()) <= (1 - confidence) / 2);
  }

  private Interval interval(double effect, double quantile) {
    return Tango.ofParts(gains(), losses(), units.all(), effect)
        .interval(raw.sum() / raw.all(), quantile);
  }

  private double gains() {
    return units.with(net -> Math.max(0, net)).sum();
  }

  private double losses() {
    return units.with(net -> Math.max(0, -net)).sum();
  }
}
