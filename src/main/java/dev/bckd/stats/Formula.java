package dev.bckd.stats;

import java.util.OptionalDouble;

/**
 * What sums over a sample amount to: the one thing that is computed again on every resample. A pure
 * function, made of numbers alone, so that it can be written down beside the sums.
 */
public sealed interface Formula {

  /** How many sums it reads. */
  int width();

  /**
   * The value.
   *
   * @param sums holds at least {@code at + width()} numbers
   * @param at where its own sums begin
   * @return empty where it is not defined
   */
  OptionalDouble value(double[] sums, int at);

  /** The first sum divided by the second. */
  record Ratio() implements Formula {

    @Override
    public int width() {
      return 2;
    }

    @Override
    public OptionalDouble value(double[] sums, int at) {
      return sums[at + 1] == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(sums[at] / sums[at + 1]);
    }
  }

  /**
   * An area under the ROC curve, or a difference of two, to first order around its value on the
   * whole sample: the mean placement of the positives plus that of the negatives, minus that value.
   * The sums: placements of positives, weight of positives, placements of negatives, weight of
   * negatives.
   *
   * @param area the value on the whole sample
   * @see <a href="https://doi.org/10.2307/2531595">DeLong et al. 1988, whose variance is of these
   *     two means</a>
   */
  record Area(double area) implements Formula {

    @Override
    public int width() {
      return 4;
    }

    @Override
    public OptionalDouble value(double[] sums, int at) {
      return sums[at + 1] == 0 || sums[at + 3] == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(sums[at] / sums[at + 1] + sums[at + 2] / sums[at + 3] - area);
    }
  }

  /**
   * The mean over all rows of how far their bin is off: one sum for each bin, then the weight of
   * all rows.
   *
   * @param bins number of bins, positive
   */
  record MeanGap(int bins) implements Formula {

    @Override
    public int width() {
      return bins + 1;
    }

    @Override
    public OptionalDouble value(double[] sums, int at) {
      double rows = sums[at + bins];
      double gaps = 0;
      for (int bin = 0; bin < bins; bin++) {
        gaps += Math.abs(sums[at + bin]);
      }
      return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of(gaps / rows);
    }
  }

  /**
   * How far another formula's value is from a number, without sign.
   *
   * @param of the other formula
   * @param from the number
   */
  record Distance(Formula of, double from) implements Formula {

    @Override
    public int width() {
      return of.width();
    }

    @Override
    public OptionalDouble value(double[] sums, int at) {
      OptionalDouble value = of.value(sums, at);
      return value.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(Math.abs(value.getAsDouble() - from));
    }
  }

  /**
   * One formula minus another; the sums of the first, then those of the second.
   *
   * @param first what is subtracted from
   * @param second what is subtracted
   */
  record Difference(Formula first, Formula second) implements Formula {

    @Override
    public int width() {
      return first.width() + second.width();
    }

    @Override
    public OptionalDouble value(double[] sums, int at) {
      OptionalDouble a = first.value(sums, at);
      OptionalDouble b = second.value(sums, at + first.width());
      return a.isPresent() && b.isPresent()
          ? OptionalDouble.of(a.getAsDouble() - b.getAsDouble())
          : OptionalDouble.empty();
    }
  }
}
