package dev.bckd.stats;

/**
 * P-values adjusted so that, where those below a level are reported, the expected share of wrong
 * ones among them is at most that level, if the tests are independent or positively dependent. If
 * no hypothesis is false, that is the chance to report anything.
 *
 * <p>With m p-values in ascending order, the i-th becomes min over j >= i of min(1, m p_j / j).
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini and Hochberg, JRSS B
 *     57 (1995)</a>
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * The adjusted p-values, in the order given.
   *
   * @param pValues each in [0, 1]; may be empty
   */
  public static double[] adjusted(double... pValues) {
    int[] ascending = Ascending.order(pValues);
    double[] adjusted = new double[pValues.length];
    double smallest = 1;
    for (int place = ascending.length - 1; place >= 0; place--) {
      double times = pValues.length / (place + 1.0);
      smallest = Math.min(smallest, times * pValues[ascending[place]]);
      adjusted[ascending[place]] = smallest;
    }
    return adjusted;
  }
}
