package dev.bckd.stats;

import java.util.Arrays;

/**
 * How many times the variance of a rate is what it were if all trials were independent.
 *
 * <p>The larger one of two estimates, and 1 at least. The first is that of a ratio of sums over
 * units (Cochran 1977, equation 6.13), which assumes nothing, and is too small in just those
 * samples that lack the units with many hits. The second knows the sizes of all units, those
 * without hits too: it assumes that the trials of a unit correlate by one number, whatever its
 * size, and that rates go with a power of the size. The power is found by one step of Newton's
 * method for a Poisson regression on the logarithm of the size, from 0 and with a normal prior of
 * precision 3, so that it stays near 0 where few hits say little; the correlation by moments, each
 * unit weighted by one over its size. What is rarer, hits or misses, is counted.
 *
 * <p>Trials may have weights, in a unit of which all the squares add up to as much as the weights
 * themselves: then the effect is that of what is alike alone, beside that of unequal weights.
 *
 * <p>Both are low in just those samples whose rate is low too, for want of the units with many
 * hits, and a rate that is thought lower than it is lets a model pass. So there is a third one for
 * the end of an interval that is away from none: it believes in no correlation below 0.1 times the
 * root of 10 / hits, and is {@link #UNLUCKY} standard errors of its logarithm higher.
 *
 * @param factor at least 1
 * @param doubted the larger of the factor and what it were with that least correlation
 * @param degrees of freedom of the first estimate: 2 over the variance of its logarithm, which is
 *     the sum of the units' squared influences (Satterthwaite 1946); at least 1
 * @see <a href="https://doi.org/10.2307/3002019">Satterthwaite, Biometrics Bulletin 2 (1946)</a>
 */
record DesignEffect(double factor, double doubted, double degrees) {
  private static final double PRECISION = 3;
  private static final double STEEPEST = 1.5;
  private static final double HIGHEST_RATE = 0.95;

  /** So many degrees of freedom are as good as any number. */
  private static final double LEAST_VARIANCE = 2e-12;

  /** What is left of nothing where weights are squared and subtracted. */
  private static final double ROUNDING = 1e-9;

  /** What is taken for the correlation of a unit's trials as long as hits are few. */
  private static final double LEAST_CORRELATION = 0.1;

  private static final double FEW_HITS = 10;

  /** How far off an estimated effect may be, in standard errors; found by simulation. */
  private static final double UNLUCKY = 1.5;

  /** Of units, values being hits, in effective weights. */
  static DesignEffect of(Clusters units) {
    return new Hits(units).effect();
  }

  /** The effect for the end of an interval that must not be too near. */
  double careful() {
    return unlucky(doubted, degrees, UNLUCKY);
  }

  /** A factor that is so many standard errors of its logarithm higher. */
  static double unlucky(double factor, double degrees, double errors) {
    return factor * StrictMath.exp(errors * Math.sqrt(2 / degrees));
  }

  /**
   * Degrees of freedom of an estimated variance.
   *
   * @param influences of the units on its logarithm
   */
  static double degrees(double[] influences) {
    double variance = Arrays.stream(influences).map(influence -> influence * influence).sum();
    return Math.max(1, 2 / Math.max(LEAST_VARIANCE, variance));
  }

  /** The units, and sums over them; a deviation is a unit's hits minus what its size suggests. */
  private static final class Hits {
    private final double[] hits;
    private final double[] trials;
    private final double[] squares;
    private final double all;
    private final double rate;
    private final double[] deviations;

    Hits(Clusters units) {
      trials = units.trials();
      squares = units.squares();
      all = units.all();
      double sum = units.sum();
      boolean missesAreRarer = 2 * sum > all;
      hits = new double[trials.length];
      Arrays.setAll(hits, i -> missesAreRarer ? trials[i] - units.values()[i] : units.values()[i]);
      rate = (missesAreRarer ? all - sum : sum) / all;
      deviations = new double[trials.length];
      Arrays.setAll(deviations, i -> hits[i] - rate * trials[i]);
    }

    DesignEffect effect() {
      double robust = Math.max(1, robust());
      double[] rates = rates(power(robust));
      double correlation = correlation(rates);
      double rarer = rate * all;
      double least = LEAST_CORRELATION * Math.min(1, Math.sqrt(FEW_HITS / rarer));
      double factor = Math.max(robust, modelled(rates, correlation));
      double doubted = Math.max(factor, modelled(rates, Math.max(least, correlation)));
      return new DesignEffect(factor, doubted, degrees());
    }

    private double independent() {
      return all * rate * (1 - rate);
    }

    private double robust() {
      return corrected(Vectors.dot(deviations, deviations)) / independent();
    }

    private double corrected(double sum) {
      return sum * trials.length / (trials.length - 1);
    }

    private double degrees() {
      double squares = Vectors.dot(deviations, deviations);
      if (squares == 0) {
        return 2 / LEAST_VARIANCE;
      }
      double perDeviation =
          2 * Vectors.dot(deviations, trials) / (squares * all)
              + (1 - 2 * rate) / (rate * (1 - rate) * all);
      double[] influences = new double[trials.length];
      Arrays.setAll(
          influences,
          i ->
              deviations[i] * deviations[i] / squares
                  - trials[i] / all
                  - perDeviation * deviations[i]);
      return DesignEffect.degrees(influences);
    }

    private double correlation(double[] rates) {
      double within = 0;
      double among = 0;
      double pairs = 0;
      for (int i = 0; i < trials.length; i++) {
        double spread = rates[i] * (1 - rates[i]);
        double off = hits[i] - rates[i] * trials[i];
        within += spread * squares[i] / trials[i];
        among += off * off / trials[i];
        pairs += spread * pairs(i) / trials[i];
      }
      return pairs < ROUNDING * within ? 0 : Math.max(0, (corrected(among) - within) / pairs);
    }

    /** The sum over all pairs of different trials of a unit, of the product of their weights. */
    private double pairs(int unit) {
      return trials[unit] * trials[unit] - squares[unit];
    }

    private double modelled(double[] rates, double correlation) {
      double variance = 0;
      for (int i = 0; i < trials.length; i++) {
        double expected = (rates[i] - rate) * trials[i];
        variance +=
            rates[i] * (1 - rates[i]) * (squares[i] + pairs(i) * correlation) + expected * expected;
      }
      return variance / independent();
    }

    /** The power of the size that rates go with. */
    private double power(double robust) {
      double[] sizes = Arrays.stream(trials).map(StrictMath::log).toArray();
      double mean = Vectors.dot(trials, sizes) / all;
      double information = 0;
      for (int i = 0; i < trials.length; i++) {
        information += rate * trials[i] * (sizes[i] - mean) * (sizes[i] - mean);
      }
      double power = Vectors.dot(deviations, sizes) / (information + PRECISION * robust);
      return Math.max(-STEEPEST, Math.min(STEEPEST, power));
    }

    private double[] rates(double power) {
      double[] rates = Arrays.stream(trials).map(size -> StrictMath.pow(size, power)).toArray();
      double scale = rate * all / Vectors.dot(trials, rates);
      Arrays.setAll(rates, i -> Math.min(HIGHEST_RATE, scale * rates[i]));
      return rates;
    }
  }
}
