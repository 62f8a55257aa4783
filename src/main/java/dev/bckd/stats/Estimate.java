package dev.bckd.stats;

/**
 * An interval and how it was found.
 *
 * @param interval the value and its interval
 * @param method name of the method, such as {@code wilson} or {@code cluster-bootstrap}
 */
public record Estimate(Interval interval, String method) {

  /** The interval that a basis gives. */
  public static Estimate of(Basis basis, double confidence) {
    return new Estimate(basis.interval(confidence), basis.method());
  }
}
