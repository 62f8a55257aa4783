package dev.bckd.stats;

/**
 * What the interval of a difference of two rates on the same trials rests on.
 *
 * @param method {@code tango}; {@code tango-corrected} of a gate; or {@code cluster-tango} where
 *     the trials are units that all agree
 * @param onlyFirst trials that succeeded the first way and not the second
 * @param onlySecond trials that succeeded the second way and not the first
 * @param trials all trials, positive
 */
public record PairedCounts(String method, long onlyFirst, long onlySecond, long trials)
    implements Basis {

  static PairedCounts independent(long onlyFirst, long onlySecond, long trials) {
    return new PairedCounts(Tango.METHOD, onlyFirst, onlySecond, trials);
  }

  /** Units that all say the same, each counted once. */
  static PairedCounts ofUnits(long onlyFirst, long onlySecond, long trials) {
    return new PairedCounts(ClusterPairs.METHOD, onlyFirst, onlySecond, trials);
  }

  @Override
  public Interval interval(double confidence) {
    return switch (method) {
      case Tango.METHOD, ClusterPairs.METHOD ->
          Tango.interval(onlyFirst, onlySecond, trials, confidence);
      case Tango.CORRECTED -> Tango.corrected(onlyFirst, onlySecond, trials, confidence);
      default ->
          throw new IllegalArgumentException(
              "this version knows no interval '" + method + "' of a difference of rates");
    };
  }

  /** Of independent trials; other counts stay. */
  @Override
  public Basis passingBy(Ends ends) {
    return method.equals(Tango.METHOD) && ends != Ends.NEITHER
        ? new PairedCounts(Tango.CORRECTED, onlyFirst, onlySecond, trials)
        : this;
  }
}
