package dev.bckd.verdict;

import dev.bckd.stats.Basis;
import dev.bckd.stats.Interval;

/**
 * A value with its interval and what it was held against.
 *
 * @param interval the estimate and its confidence interval, in the metric's unit
 * @param limit what it was held against: the limit, or minus or plus the margin for a difference
 * @param samples number of samples it rests on
 * @param basis the numbers that the interval was computed from
 */
public record Measurement(Interval interval, double limit, long samples, Basis basis) {

  /** Name of the interval's method, such as {@code wilson} or {@code cluster-bootstrap}. */
  public String method() {
    return basis.method();
  }
}
