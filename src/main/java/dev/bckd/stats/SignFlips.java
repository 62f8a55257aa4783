package dev.bckd.stats;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The sign-flip test of a sum of changes, which need not be of one size: what {@link McNemar}'s
 * exact test is of changes by one.
 *
 * <p>If either of two ways is as good as the other, exchanging them in one unit alters nothing, so
 * given its size every change has either sign with the same probability, whatever the sizes are.
 * The p-value is the share of flipped signs whose sum is beyond the one seen; those that tie with
 * it count one half, as in the mid-p version of McNemar's test (Fagerland, Lydersen and Laake
 * 2013). Signs are drawn from a fixed seed, so a p-value of 0.025 has a standard error of 0.0016.
 *
 * @see <a href="https://doi.org/10.1186/1471-2288-13-91">Fagerland et al., BMC Medical Research
 *     Methodology 13 (2013)</a>
 * @see <a href="https://doi.org/10.2202/1544-6115.1585">Phipson and Smyth, Statistical Applications
 *     in Genetics and Molecular Biology 9 (2010), on drawn permutations</a>
 */
final class SignFlips {
  private static final int DRAWN = 9_999;
  private static final long SEED = 1;

  /** Sums that differ by no more than this share of all changes tie. */
  private static final double ROUNDING = 1e-9;

  private SignFlips() {}

  /**
   * The one-sided p-value, on the side of the sum.
   *
   * @param changes by unit; not all of them 0
   */
  static double pValue(double[] changes) {
    double[] sizes = DoubleStream.of(changes).map(Math::abs).filter(size -> size > 0).toArray();
    // So that neither the order of units nor the signs decide which signs are drawn.
    Arrays.sort(sizes);
    double all = DoubleStream.of(sizes).sum();
    double tie = ROUNDING * all;
    double seen = (all - Math.abs(DoubleStream.of(changes).sum())) / 2;
    // The sample itself is one of the draws, and a tie.
    double beyond = 0.5;
    for (int draw = 0; draw < DRAWN; draw++) {
      double against = against(sizes, draw, seen + tie);
      beyond += against > seen + tie ? 0 : against < seen - tie ? 1 : 0.5;
    }
    return beyond / (DRAWN + 1);
  }

  /** What goes against the sum in a draw; any number above the most if it is above that. */
  private static double against(double[] sizes, int draw, double most) {
    long start = SplitMix64.at(SEED, draw);
    double against = 0;
    long signs = 0;
    for (int i = 0; i < sizes.length && against <= most; i++) {
      if (i % Long.SIZE == 0) {
        signs = SplitMix64.at(start, i / Long.SIZE);
      }
      against += (signs & 1) == 0 ? 0 : sizes[i];
      signs >>>= 1;
    }
    return against;
  }
}
