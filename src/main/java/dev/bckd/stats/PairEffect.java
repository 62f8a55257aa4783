package dev.bckd.stats;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * How many times the variance of a paired difference is what it were if all net changes were
 * independent: {@link DesignEffect}, for counts with a sign.
 *
 * <p>The larger one of two estimates, and 1 at least: that over units, which assumes nothing, and
 * what {@link DesignEffect#doubted} says of the gains alone and of the losses alone, each by its
 * share. The latter takes the two for independent, and knows the sizes of units without either.
 *
 * @param factor the larger estimate
 * @param robust the first one, or 1
 * @param degrees of freedom of the first estimate, by the units' influences on its logarithm
 */
record PairEffect(double factor, double robust, double degrees) {
  /** How far off it may be, in standard errors; found by simulation. Both ends bear it. */
  private static final double UNLUCKY = 0.5;

  /** Of units, values being net changes, in effective weights. */
  static PairEffect of(Clusters units) {
    return new Nets(units).effect();
  }

  /** The effect for ends of an interval that must not be too near. */
  double careful() {
    return DesignEffect.unlucky(factor, degrees, UNLUCKY);
  }

  /** The units, and sums over them; a deviation is a unit's net minus what its size suggests. */
  private static final class Nets {
    private final Clusters units;
    private final double[] nets;
    private final double[] trials;
    private final double all;
    private final double changes;
    private final double difference;
    private final double[] deviations;

    Nets(Clusters units) {
      this.units = units;
      nets = units.values();
      trials = units.trials();
      all = units.all();
      changes = DoubleStream.of(nets).map(Math::abs).sum();
      difference = units.sum() / all;
      deviations = new double[nets.length];
      Arrays.setAll(deviations, i -> nets[i] - difference * trials[i]);
    }

    PairEffect effect() {
      double squares = Vectors.dot(deviations, deviations);
      double robust = Math.max(1, squares * nets.length / (nets.length - 1) / independent());
      return new PairEffect(Math.max(robust, modelled()), robust, degrees(squares));
    }

    private double independent() {
      return changes - all * difference * difference;
    }

    private double degrees(double squares) {
      if (squares == 0) {
        return DesignEffect.degrees(new double[0]);
      }
      double perDeviation = 2 * Vectors.dot(deviations, trials) / (squares * all);
      double[] influences = new double[nets.length];
      for (int i = 0; i < influences.length; i++) {
        double off = deviations[i];
        double own = Math.abs(nets[i]) - 2 * difference * off - trials[i] * difference * difference;
        influences[i] = off * off / squares - perDeviation * off - own / independent();
      }
      return DesignEffect.degrees(influences);
    }

    private double modelled() {
      Clusters gains = units.with(net -> Math.max(0, net));
      Clusters losses = units.with(net -> Math.max(0, -net));
      return (weighed(gains) + weighed(losses)) / changes;
    }

    private static double weighed(Clusters hits) {
      double sum = hits.sum();
      return sum == 0 ? 0 : sum * DesignEffect.of(hits).doubted();
    }
  }
}
