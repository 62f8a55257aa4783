package dev.bckd.stats;

import java.util.Optional;
import java.util.OptionalDouble;

/** A number computed from the rows of a sample. Immutable. */
public interface Statistic {
  /** Rows it rests on. */
  int samples();

  /** Gathers the rows by unit. */
  Resampled by(Units units);

  /** The value on the sample as it is; empty where it is not defined. */
  default OptionalDouble value() {
    return by(Units.one(samples())).value(new int[] {1});
  }

  /**
   * The closed-form interval for independent rows.
   *
   * @param confidence two-sided, in (0, 1)
   * @return empty where there is no closed form or it is not defined on this sample
   */
  default Optional<Estimate> independent(double confidence) {
    return Optional.empty();
  }

  /**
   * The interval for a sample in which every unit says the same, so that resampling cannot show how
   * far the truth may be.
   *
   * @param units number of units, positive
   * @param confidence two-sided, in (0, 1)
   * @return empty where the units differ or nothing better than no width is known
   */
  default Optional<Estimate> unanimous(int units, double confidence) {
    return Optional.empty();
  }

  /** This statistic minus another on the same rows. */
  default Statistic minus(Statistic other) {
    return new Difference(this, other);
  }
}
