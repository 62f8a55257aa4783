package dev.bckd.stats;

/**
 * What the interval of a rate rests on.
 *
 * @param method {@code wilson}; {@code wilson-exact-low} or {@code wilson-exact-high} where that
 *     end is Clopper and Pearson's; {@code clopper-pearson} where both are; {@code cluster-wilson}
 *     where the trials are units that all agree; or {@code every-row} where nothing is claimed of
 *     other trials, and so the interval has no width
 * @param successes trials that succeeded, in [0, trials]
 * @param trials number of trials, positive
 */
public record RateCounts(String method, long successes, long trials) implements Basis {
  private static final String EVERY_ROW = "every-row";
  private static final String EXACT_LOW = Wilson.METHOD + "-exact-low";
  private static final String EXACT_HIGH = Wilson.METHOD + "-exact-high";

  static RateCounts independent(long successes, long trials) {
    return new RateCounts(Wilson.METHOD, successes, trials);
  }

  static RateCounts ofUnits(long successes, long trials) {
    return new RateCounts("cluster-" + Wilson.METHOD, successes, trials);
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
    if (everyRow()) {
      double rate = successes / (double) trials;
      return new Interval(rate, rate, rate);
    }
    if (method.equals(ClopperPearson.METHOD)) {
      return ClopperPearson.interval(successes, trials, confidence);
    }
    Interval score = Wilson.interval(successes, trials, confidence);
    return switch (method) {
      case EXACT_LOW ->
          new Interval(
              score.estimate(), ClopperPearson.low(successes, trials, confidence), score.high());
      case EXACT_HIGH ->
          new Interval(
              score.estimate(), score.low(), ClopperPearson.high(successes, trials, confidence));
      default -> score;
    };
  }

  /** Of independent trials; other counts stay. */
  @Override
  public Basis exact(Ends ends) {
    return method.equals(Wilson.METHOD) ? new RateCounts(method(ends), successes, trials) : this;
  }

  private static String method(Ends exact) {
    return switch (exact) {
      case NEITHER -> Wilson.METHOD;
      case LOW -> EXACT_LOW;
      case HIGH -> EXACT_HIGH;
      case BOTH -> ClopperPearson.METHOD;
    };
  }
}
