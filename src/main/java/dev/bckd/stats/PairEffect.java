package dev.bckd.stats;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How many times the variance of a paired difference is what it were if all net changes were
 * independent: {@link DesignEffect}, for counts with a sign.
 *
 * <p>The larger one of two estimates, and 1 at least: that over units, which assumes nothing, and
 * what {@link DesignEffect#doubted} says of the gains alone and of the losses alone, each by its
 * share. The latter takes the two for independent, and knows the sizes of units without either.
 *
 * @param factor at least 1
 * @param degrees of freedom of the first estimate, by the units' influences on its logarithm
 */
record PairEffect(double factor, double degrees) {

  static PairEffect of(ClusterPairs pairs) {
    return new Nets(pairs).effect();
  }

  /** The effect for ends of an interval that must not be too near. */
  double careful() {
    return DesignEffect.unlucky(factor, degrees);
  }

  /** The units, and sums over them; a deviation is a unit's net minus what its size suggests. */
  private static final class Nets {
    private final int[] nets;
    private final int[] trials;
    private final double all;
    private final double changes;
    private final double difference;
    private final double[] deviations;

    Nets(ClusterPairs pairs) {
      nets = IntStream.range(0, pairs.size()).map(pairs::net).toArray();
      trials = IntStream.range(0, pairs.size()).map(pairs::trials).toArray();
      all = IntStream.of(trials).asLongStream().sum();
      changes = IntStream.of(nets).mapToLong(net -> Math.abs((long) net)).sum();
      difference = IntStream.of(nets).asLongStream().sum() / all;
      deviations = new double[nets.length];
      Arrays.setAll(deviations, i -> nets[i] - difference * trials[i]);
    }

    PairEffect effect() {
      double squares = dot(deviations, i -> deviations[i]);
      double robust = squares * nets.length / (nets.length - 1) / independent();
      return new PairEffect(Math.max(1, Math.max(robust, modelled())), degrees(squares));
    }

    private double independent() {
      return changes - all * difference * difference;
    }

    private double degrees(double squares) {
      if (squares == 0) {
        return DesignEffect.degrees(new double[0]);
      }
      double perDeviation = 2 * dot(deviations, i -> trials[i]) / (squares * all);
      double[] influences = new double[nets.length];
      for (int i = 0; i < influences.length; i++) {
        double off = deviations[i];
        double own = Math.abs(nets[i]) - 2 * difference * off - trials[i] * difference * difference;
        influences[i] = off * off / squares - perDeviation * off - own / independent();
      }
      return DesignEffect.degrees(influences);
    }

    private double modelled() {
      int[] gains = IntStream.of(nets).map(net -> Math.max(0, net)).toArray();
      int[] losses = IntStream.of(nets).map(net -> Math.max(0, -net)).toArray();
      return (weighed(gains) + weighed(losses)) / changes;
    }

    private double weighed(int[] hits) {
      long sum = IntStream.of(hits).asLongStream().sum();
      return sum == 0 ? 0 : sum * new ClusterCounts(hits, trials).effect().doubted();
    }

    private static double dot(double[] values, IntToDoubleFunction other) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[i] * other.applyAsDouble(i);
      }
      return sum;
    }
  }
}
