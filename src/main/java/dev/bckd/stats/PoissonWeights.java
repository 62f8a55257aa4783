package dev.bckd.stats;

/**
 * How often each unit is in a resample: independent draws from Poisson(1), the limit of drawing
 * units with replacement.
 *
 * <p>A draw is a function of seed, unit and replicate alone: bits by counter, turned into a count
 * by the inverse of the distribution function.
 *
 * @see <a href="https://doi.org/10.1145/2339530.2339604">Chamandy et al., Estimating uncertainty
 *     for massive data streams, 2012 (Poisson bootstrap)</a>
 */
final class PoissonWeights {
  /** P(count <= k) for k = 0, 1, ... up to where the rest is less than 2^-53. */
  private static final double[] CUMULATIVE = cumulative();

  /** By the upper eight bits of a draw: the count, or -1 where the lower ones decide. */
  private static final byte[] GUIDE = guide();

  private final long[] starts;

  /**
   * @param seed of the whole resampling
   * @param units the units to draw for
   */
  PoissonWeights(long seed, Units units) {
    long mixed = SplitMix64.mix(seed);
    starts = new long[units.size()];
    for (int unit = 0; unit < starts.length; unit++) {
      starts[unit] = SplitMix64.mix(mixed ^ units.key(unit));
    }
  }

  /** The counts of all units in one replicate, from 0. */
  int[] replicate(int replicate) {
    int[] counts = new int[starts.length];
    for (int unit = 0; unit < counts.length; unit++) {
      counts[unit] = count(SplitMix64.at(starts[unit], replicate));
    }
    return counts;
  }

  private static int count(long bits) {
    int guided = GUIDE[(int) (bits >>> 56)];
    return guided >= 0 ? guided : countAt(SplitMix64.uniform(bits));
  }

  /** The inverse of the distribution function, for a uniform number in [0, 1). */
  private static int countAt(double uniform) {
    int count = 0;
    while (count < CUMULATIVE.length && uniform >= CUMULATIVE[count]) {
      count++;
    }
    return count;
  }

  private static byte[] guide() {
    byte[] guide = new byte[256];
    for (int i = 0; i < guide.length; i++) {
      int lowest = countAt(i / 256.0);
      int highest = countAt(Math.nextDown((i + 1) / 256.0));
      guide[i] = (byte) (lowest == highest ? lowest : -1);
    }
    return guide;
  }

  private static double[] cumulative() {
    double[] sums = new double[18];
    double term = Math.exp(-1);
    double sum = 0;
    for (int k = 0; k < sums.length; k++) {
      sum += term;
      sums[k] = sum;
      term /= k + 1;
    }
    return sums;
  }
}
