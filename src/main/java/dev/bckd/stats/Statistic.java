package dev.bckd.stats;

import java.util.Optional;
import java.util.OptionalDouble;

/** A number computed from sums over the rows of a sample. Immutable. */
public interface Statistic {

  /** Rows it rests on; they are numbered from 0. */
  int samples();

  /** What the sums amount to. */
  Formula formula();

  /**
   * Adds what one row contributes.
   *
   * @param weight how much the row counts, not negative
   * @param sums where to
   * @param at the place of the formula's first sum
   */
  void add(int row, double weight, double[] sums, int at);

  /** The value on the sample as it is; empty where it is not defined. */
  default OptionalDouble value() {
    Accumulator all = new Accumulator(this);
    for (int row = 0; row < samples(); row++) {
      all.add(row);
    }
    return all.result();
  }

  /** What a closed form needs if rows are independent; empty where there is none. */
  default Optional<Basis> independent() {
    return Optional.empty();
  }

  /**
   * What a closed form needs if units are independent and their rows are not; empty where there is
   * none, or where resampling is as good.
   *
   * @param sums this statistic's sums by unit
   * @param units those that the sums are of
   */
  default Optional<Basis> clustered(UnitSums sums, Units units) {
    return Optional.empty();
  }

  /**
   * What an interval can rest on where every unit says the same, so that resampling cannot show how
   * far the truth may be.
   *
   * @param units number of units, positive
   * @return empty where the units differ or nothing better than no width is known
   */
  default Optional<Basis> unanimous(int units) {
    return Optional.empty();
  }

  /** This statistic minus another on the same rows. */
  default Statistic minus(Statistic other) {
    return new Difference(this, other);
  }

  /** This statistic with a weight for each row, not negative, one for each. */
  default Statistic weighted(RowWeights weights) {
    return new Weighted(this, weights);
  }
}
