package dev.bckd.stats;

/**
 * P-values adjusted so that, where those below a level are reported, the chance that any one of
 * them is wrong is at most that level, however the tests depend on each other.
 *
 * <p>With m p-values in ascending order, the i-th becomes max over j <= i of min(1, (m - j + 1)
 * p_j).
 *
 * @see <a href="https://www.jstor.org/stable/4615733">Holm, Scandinavian Journal of Statistics 6
 *     (1979)</a>
 */
public final class Holm {
  private Holm() {}

  /**
   * The adjusted p-values, in the order given.
   *
   * @param pValues each in [0, 1]; may be empty
   */
  public static double[] adjusted(double... pValues) {
    int[] ascending = Ascending.order(pValues);
    double[] adjusted = new double[pValues.length];
    double largest = 0;
    for (int place = 0; place < ascending.length; place++) {
      double times = pValues.length - place;
      largest = Math.max(largest, Math.min(1, times * pValues[ascending[place]]));
      adjusted[ascending[place]] = largest;
    }
    return adjusted;
  }
}
