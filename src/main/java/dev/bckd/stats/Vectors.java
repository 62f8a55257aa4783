package dev.bckd.stats;

/** Sums over numbers side by side. */
final class Vectors {
  private Vectors() {}

  /**
   * The sum of the products of two rows of numbers.
   *
   * @param a of as many numbers as are read of both
   */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
