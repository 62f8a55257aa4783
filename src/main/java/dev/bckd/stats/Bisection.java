package dev.bckd.stats;

import java.util.function.DoublePredicate;

/** Where a condition begins to hold, to the last bit. */
final class Bisection {
  /** Halvings of an interval of length 1, until both its ends are neighbours. */
  private static final int HALVINGS = 100;

  private Bisection() {}

  /**
   * The last number at which a condition does not hold yet.
   *
   * @param from where it does not hold
   * @param to where it holds, or the most to say; at least {@code from}, in [0, 1] as that is
   * @param holds true from some number on
   */
  static double lastBefore(double from, double to, DoublePredicate holds) {
    double low = from;
    double high = to;
    for (int i = 0; i < HALVINGS && low < high; i++) {
      double middle = (low + high) / 2;
      if (middle == low || middle == high) {
        break;
      }
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }
}
