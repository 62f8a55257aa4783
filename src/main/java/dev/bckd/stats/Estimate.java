package dev.bckd.stats;

/**
 * An interval and what it was computed from.
 *
 * @param interval the value and its interval
 * @param basis the numbers it rests on
 */
public record Estimate(Interval interval, Basis basis) {

  /** The interval that a basis gives. */
  public static Estimate of(Basis basis, double confidence) {
    return new Estimate(basis.interval(confidence), basis);
  }

  /** Name of the method, such as {@code wilson} or {@code cluster-bootstrap}. */
  public String method() {
    return basis.method();
  }
}
