package dev.bckd.stats;

/**
 * What the interval of a rate rests on.
 *
 * @param method {@code wilson}, {@code clopper-pearson}, or {@code cluster-wilson} where the trials
 *     are units that all agree
 * @param successes trials that succeeded, in [0, trials]
 * @param trials number of trials, positive
 */
public record RateCounts(String method, long successes, long trials) implements Basis {

  static RateCounts independent(long successes, long trials) {
    return new RateCounts(Wilson.METHOD, successes, trials);
  }

  static RateCounts ofUnits(long successes, long trials) {
    return new RateCounts("cluster-" + Wilson.METHOD, successes, trials);
  }

  @Override
  public Interval interval(double confidence) {
    return method.equals(ClopperPearson.METHOD)
        ? ClopperPearson.interval(successes, trials, confidence)
        : Wilson.interval(successes, trials, confidence);
  }

  @Override
  public Basis exact() {
    return new RateCounts(ClopperPearson.METHOD, successes, trials);
  }
}
