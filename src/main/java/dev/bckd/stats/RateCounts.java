package dev.bckd.stats;

/**
 * What the interval of a rate rests on.
 *
 * @param method {@code wilson}; {@code exact-for-max} or {@code exact-for-min} of a gate that
 *     passes by its high or its low end, {@code clopper-pearson} of one that passes by both; {@code
 *     cluster-wilson} where the trials are units that all agree; or {@code every-row} where nothing
 *     is claimed of other trials, and so the interval has no width
 * @param successes trials that succeeded, in [0, trials]
 * @param trials number of trials, positive
 */
public record RateCounts(String method, long successes, long trials) implements Basis {
  private static final String EVERY_ROW = "every-row";
  private static final String OF_UNITS = "cluster-" + Wilson.METHOD;

  static RateCounts independent(long successes, long trials) {
    return new RateCounts(Wilson.METHOD, successes, trials);
  }

  static RateCounts ofUnits(long successes, long trials) {
    return new RateCounts(OF_UNITS, successes, trials);
  }

  /** Counts of a claim about these very trials. */
  public static RateCounts ofEveryRow(long successes, long trials) {
    return new RateCounts(EVERY_ROW, successes, trials);
  }

  /** Whether nothing is claimed of other trials than these. */
  public boolean everyRow() {
    return method.equals(EVERY_ROW);
  }

  @Override
  public Interval interval(double confidence) {
    return switch (method) {
      case EVERY_ROW -> noWidth();
      case Wilson.METHOD, OF_UNITS -> Wilson.interval(successes, trials, confidence);
      case UnequalTails.FOR_MAX -> UnequalTails.forMax(successes, trials, confidence);
      case UnequalTails.FOR_MIN -> UnequalTails.forMin(successes, trials, confidence);
      case ClopperPearson.METHOD -> ClopperPearson.interval(successes, trials, confidence);
      default ->
          throw new IllegalArgumentException(
              "this version knows no interval '" + method + "' of a rate");
    };
  }

  private Interval noWidth() {
    double rate = successes / (double) trials;
    return new Interval(rate, rate, rate);
  }

  /** Of independent trials; other counts stay. */
  @Override
  public Basis passingBy(Ends ends) {
    return method.equals(Wilson.METHOD) ? new RateCounts(method(ends), successes, trials) : this;
  }

  private static String method(Ends passing) {
    return switch (passing) {
      case NEITHER -> Wilson.METHOD;
      case LOW -> UnequalTails.FOR_MIN;
      case HIGH -> UnequalTails.FOR_MAX;
      case BOTH -> ClopperPearson.METHOD;
    };
  }
}
