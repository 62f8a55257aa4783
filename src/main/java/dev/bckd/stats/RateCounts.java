package dev.bckd.stats;

/**
 * What the interval of a rate rests on.
 *
 * @param method {@code wilson}, {@code clopper-pearson}, {@code cluster-wilson} where the trials
 *     are units that all agree, or {@code every-row} where nothing is claimed of other trials, and
 *     so the interval has no width
 * @param successes trials that succeeded, in [0, trials]
 * @param trials number of trials, positive
 */
public record RateCounts(String method, long successes, long trials) implements Basis {
  private static final String EVERY_ROW = "every-row";

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
    return method.equals(ClopperPearson.METHOD)
        ? ClopperPearson.interval(successes, trials, confidence)
        : Wilson.interval(successes, trials, confidence);
  }

  @Override
  public Basis exact() {
    return everyRow() ? this : new RateCounts(ClopperPearson.METHOD, successes, trials);
  }
}
