package dev.bckd.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Net changes and trials of every unit: what the interval of a difference of two rates on the same
 * trials rests on where the trials of a unit are alike and changes are few.
 *
 * <p>It is {@link Tango}'s as if there were counts / {@link PairEffect} independent ones, and with
 * Student's quantile. A change and its opposite in one unit cancel out. With few changes, most of
 * them one way, percentiles of resamples let 4 to 15 % pass at the margin (docs/coverage.md), since
 * resamples of a sample that lacks the units with many changes lack them too.
 */
public final class ClusterPairs implements Basis {
  /** How reports call this method. */
  public static final String METHOD = "cluster-" + Tango.METHOD;

  /** From so many effective changes on, resampling covers as promised. */
  private static final double ENOUGH = 400;

  private final int[] nets;
  private final int[] trials;

  /**
   * @param nets by unit: trials that succeeded the first way and not the second, minus those the
   *     other way round; not all of them 0, nor as many as trials, one way; not copied
   * @param trials by unit, of two units or more, each positive and no fewer than net changes; not
   *     copied
   */
  public ClusterPairs(int[] nets, int[] trials) {
    this.nets = nets;
    this.trials = trials;
    if (nets.length < 2
        || nets.length != trials.length
        || IntStream.range(0, nets.length)
            .anyMatch(i -> trials[i] < 1 || nets[i] > trials[i] || nets[i] < -trials[i])
        || unanimous(nets, trials).isPresent()) {
      throw new IllegalArgumentException("net changes of %d units".formatted(nets.length));
    }
  }

  /**
   * The closed form where changes are too few to be resampled; empty where there are enough. In an
   * order that is not that of the rows.
   *
   * @param sums by unit: hits and trials the first way, hits and trials the second way; trials are
   *     the same, and may be none
   */
  static Optional<Basis> tooFewToResample(UnitSums sums) {
    long[] units =
        IntStream.range(0, sums.size())
            .filter(unit -> sums.sum(1, unit) > 0)
            .mapToLong(
                unit ->
                    ((long) sums.sum(1, unit) << Integer.SIZE)
                        + (long) (sums.sum(0, unit) - sums.sum(2, unit))
                        - Integer.MIN_VALUE)
            .sorted()
            .toArray();
    int[] nets = Arrays.stream(units).mapToInt(unit -> (int) unit + Integer.MIN_VALUE).toArray();
    int[] trials = Arrays.stream(units).mapToInt(unit -> (int) (unit >> Integer.SIZE)).toArray();
    if (nets.length < 2) {
      return Optional.empty();
    }
    Optional<Basis> unanimous = unanimous(nets, trials);
    return unanimous.isPresent()
        ? unanimous
        : Optional.of(new ClusterPairs(nets, trials))
            .filter(ClusterPairs::tooFew)
            .map(pairs -> pairs);
  }

  /** Where every unit says the same, each is counted once. */
  private static Optional<Basis> unanimous(int[] nets, int[] trials) {
    int units = nets.length;
    if (IntStream.of(nets).allMatch(net -> net == 0)) {
      return Optional.of(PairedCounts.ofUnits(0, 0, units));
    }
    if (Arrays.equals(nets, trials)) {
      return Optional.of(PairedCounts.ofUnits(units, 0, units));
    }
    return IntStream.range(0, units).allMatch(i -> nets[i] == -trials[i])
        ? Optional.of(PairedCounts.ofUnits(0, units, units))
        : Optional.empty();
  }

  /** Number of units. */
  public int size() {
    return nets.length;
  }

  /** Net changes of a unit, by place from 0. */
  public int net(int place) {
    return nets[place];
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
    PairedCounts counts = counts();
    return counts.onlyFirst() + counts.onlySecond() < ENOUGH * PairEffect.of(this).factor();
  }

  @Override
  public Interval interval(double confidence) {
    PairEffect effect = PairEffect.of(this);
    return Tango.interval(counts(), effect.careful(), Welch.quantile(effect.degrees(), confidence));
  }

  private PairedCounts counts() {
    long gains = IntStream.of(nets).filter(net -> net > 0).asLongStream().sum();
    long losses = -IntStream.of(nets).filter(net -> net < 0).asLongStream().sum();
    return PairedCounts.ofUnits(gains, losses, IntStream.of(trials).asLongStream().sum());
  }
}
