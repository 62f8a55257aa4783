package dev.bckd.gates;

import dev.bckd.stats.Ends;
import dev.bckd.stats.Interval;

/** What an interval is held against. Values equal to a bound keep it. */
public sealed interface Bound permits Ceiling, Floor, Band {
  /** Whether every value of the interval keeps it. */
  boolean keptBy(Interval interval);

  /** By which ends an interval keeps it. */
  Ends passing();

  /** Whether no value of the interval keeps it. */
  boolean brokenBy(Interval interval);

  /**
   * The one-sided p-value of keeping it, against breaking it.
   *
   * @param confidence of the interval
   */
  double pValue(Interval interval, double confidence);

  /** The limit to report: where there are two, the one that the estimate breaks or is nearer to. */
  double limit(double estimate);
}
