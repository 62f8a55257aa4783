package dev.bckd.gates;

import dev.bckd.evaluation.SuitePart;
import dev.bckd.model.Role;
import dev.bckd.stats.SplitMix64;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;

/**
 * Wrong answers put into a model that had none of its own, as many as a gate's figure needs to go a
 * wanted way towards its limit. Samples are spoiled in an order of chance, each further share on
 * top of the one before.
 *
 * @param gate whose figure is moved
 * @param judged whose answers are spoiled
 */
record Injection(Gate gate, Role judged) {
  private static final int HALVINGS = 24;

  /** The nearest that a figure must come to what is wanted, as a share of the way. */
  private static final double NEAR = 0.1;

  /**
   * The part with so many wrong answers that the figure has moved from where it is by a multiple of
   * its distance to the limit.
   *
   * @param part clean
   * @param times the multiple, positive
   * @return empty where no number of wrong answers does that
   */
  Optional<SuitePart<?>> moved(SuitePart<?> part, double times) {
    OptionalDouble clean = value(part);
    if (clean.isEmpty()) {
      return Optional.empty();
    }
    double from = clean.getAsDouble();
    double way = gate.bound().limit(from) - from;
    int[] rank = ranks(part.samples());
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      double moved = value(spoiled(part, rank, middle)).orElse(from) - from;
      if (moved / way < times) {
        low = middle;
      } else {
        high = middle;
      }
    }
    SuitePart<?> spoiled = spoiled(part, rank, high);
    double moved = value(spoiled).orElse(from) - from;
    return Math.abs(moved / way - times) <= NEAR * times ? Optional.of(spoiled) : Optional.empty();
  }

  private OptionalDouble value(SuitePart<?> part) {
    return gate.statistic(part, judged).value();
  }

  private SuitePart<?> spoiled(SuitePart<?> part, int[] rank, double share) {
    double before = share * rank.length;
    IntPredicate spoiled = sample -> rank[sample] < before;
    return part.spoiled(judged, spoiled);
  }

  /** The place of every sample in an order of chance. */
  private static int[] ranks(int samples) {
    long[] drawn = new long[samples];
    for (int sample = 0; sample < samples; sample++) {
      drawn[sample] = (SplitMix64.mix(sample + 1L) & 0xFFFF_FFFF_0000_0000L) | sample;
    }
    Arrays.sort(drawn);
    int[] rank = new int[samples];
    for (int place = 0; place < samples; place++) {
      rank[(int) drawn[place]] = place;
    }
    return rank;
  }
}
