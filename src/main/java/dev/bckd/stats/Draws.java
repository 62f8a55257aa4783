package dev.bckd.stats;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How often each unit is in each resample: independent draws from Poisson(1), the limit of drawing
 * units with replacement. Thread-safe.
 *
 * <p>A draw is a function of seed, unit and replicate alone: bits by counter, turned into a count
 * by the inverse of the distribution function.
 *
 * @see <a href="https://doi.org/10.1145/2339530.2339604">Chamandy et al., Estimating uncertainty
 *     for massive data streams, 2012 (Poisson bootstrap)</a>
 */
public final class Draws {

  /** P(count <= k) for k = 0, 1, ... up to where the rest is less than 2^-53. */
  private static final double[] CUMULATIVE = cumulative();

  /** By the upper eight bits of a draw: the count, or -1 where the lower ones decide. */
  private static final byte[] GUIDE = guide();

  private final Bootstrap bootstrap;
  private final long[] keys;
  private volatile byte @Nullable [][] weights;

  /**
   * @param bootstrap says from which seed and how often to draw
   * @param keys what stands for each unit; not copied
   */
  public Draws(Bootstrap bootstrap, long[] keys) {
    this.bootstrap = bootstrap;
    this.keys = keys;
  }

  /** From which seed and how often it draws. */
  public Bootstrap bootstrap() {
    return bootstrap;
  }

  /** Number of units. */
  public int units() {
    return keys.length;
  }

  /** What stands for a unit. */
  public long key(int unit) {
    return keys[unit];
  }

  /** How often each unit is in a replicate, from 0. Not to be changed. */
  byte[] replicate(int replicate) {
    byte[][] drawn = weights;
    if (drawn == null) {
      drawn = drawn();
      weights = drawn;
    }
    return drawn[replicate];
  }

  private byte[][] drawn() {
    long seed = SplitMix64.mix(bootstrap.seed());
    return IntStream.range(0, bootstrap.replicates())
        .parallel()
        .mapToObj(
            replicate -> {
              byte[] counts = new byte[keys.length];
              for (int unit = 0; unit < counts.length; unit++) {
                long start = SplitMix64.mix(seed ^ keys[unit]);
                counts[unit] = count(SplitMix64.at(start, replicate));
              }
              return counts;
            })
        .toArray(byte[][]::new);
  }

  private static byte count(long bits) {
    byte guided = GUIDE[(int) (bits >>> 56)];
    return guided >= 0 ? guided : countAt(SplitMix64.uniform(bits));
  }

  /** The inverse of the distribution function, for a uniform number in [0, 1). */
  private static byte countAt(double uniform) {
    byte count = 0;
    while (count < CUMULATIVE.length && uniform >= CUMULATIVE[count]) {
      count++;
    }
    return count;
  }

  private static byte[] guide() {
    byte[] guide = new byte[256];
    for (int i = 0; i < guide.length; i++) {
      byte lowest = countAt(i / 256.0);
      byte highest = countAt(Math.nextDown((i + 1) / 256.0));
      guide[i] = lowest == highest ? lowest : -1;
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
