package dev.bckd.stats;

/**
 * Random bits by counter: the same place of the same sequence always holds the same number, whoever
 * asks, on whatever thread, in whatever order.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea, Flood, OOPSLA 2014</a>
 */
public final class SplitMix64 {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private SplitMix64() {}

  /** The number at a place, from 0, of the sequence that a seed begins. */
  public static long at(long seed, long place) {
    return mix(seed + (place + 1) * GOLDEN_GAMMA);
  }

  /** 64 bits that stand for a text: FNV-1a over its UTF-16 units, mixed. */
  public static long hash(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mix(hash);
  }

  /** A bijection of 64 bits whose every output bit depends on every input bit. */
  public static long mix(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number in [0, 1) made of bits: the upper 53 of them. */
  public static double uniform(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }
}
