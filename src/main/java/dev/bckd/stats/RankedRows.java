package dev.bckd.stats;

/** What rows show of an area under a ROC curve, or of a difference of two, independent or not. */
public sealed interface RankedRows extends Basis permits AreaMoments, PairedAreas {

  /** Of the positive rows' placements, or their differences. */
  Moments positives();

  /** Of those of the negative rows. */
  Moments negatives();

  /** By which end a gate passes; {@link Ends#NEITHER} where it is for none, or by both. */
  Ends passing();

  @Override
  RankedRows passingBy(Ends ends);

  /**
   * The same for the gate that a method is of.
   *
   * @param named what {@link #method} has said
   */
  default RankedRows as(String named) {
    return passingBy(Ends.named(named));
  }

  /**
   * So many independent rows out of order, or changes either way, have an estimate of a variance.
   *
   * @param variance positive
   */
  double effective(double variance);

  /**
   * The interval of an estimate whose variance is another one than that of independent rows.
   *
   * @param variance not negative
   * @param degrees of freedom of the variance, at least 1
   * @param confidence two-sided, in (0, 1)
   */
  Interval interval(double variance, double degrees, double confidence);
}
