package dev.bckd.stats;

/**
 * The score interval of a difference of two rates measured on the same independent trials.
 *
 * <p>It holds every difference d that the score test does not refuse, where the nuisance parameter
 * is at its most likely value under d (Tango 1998, section 3). Unlike Wald's it keeps its coverage
 * when few pairs disagree, and has a width even where none does.
 *
 * <p>Counts are whole and the score is continuous, so at single differences an end errs more often
 * than it should. {@link #corrected} holds every difference that the test does not refuse where the
 * distance of the counts from it is a quarter of a pair shorter: half of the usual correction for
 * continuity, which would make up for that and more. The more than half of all pairs are
 * discordant, the more the counts go by two, so there it grows to five quarters. Where all
 * discordant pairs are one way, the share of these is all there is to the difference, and the end
 * away from 0 is at least as far as {@link ClopperPearson}'s of it.
 *
 * @see <a
 *     href="https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C891::AID-SIM780%3E3.0.CO;2-B">
 *     Tango, Statistics in Medicine 17 (1998)</a>
 * @see <a href="https://doi.org/10.1002/pst.1813">Laud, Pharmaceutical Statistics 16 (2017),
 *     appendix S2, on corrections for continuity of any size</a>
 */
public final class Tango {
  /** How reports call this method. */
  public static final String METHOD = "tango";

  /** How reports call it with the correction for continuity. */
  static final String CORRECTED = METHOD + "-corrected";

  /** In pairs. */
  private static final double CORRECTION = 0.25;

  /** How much more it is where all pairs are discordant; found by summing over all counts. */
  private static final double MORE = 1;

  /** Halvings of an interval of length 2; enough to reach the last bit of a double. */
  private static final int HALVINGS = 80;

  private final double onlyFirst;
  private final double onlySecond;
  private final double trials;

  private Tango(double onlyFirst, double onlySecond, double trials) {
    this.onlyFirst = onlyFirst;
    this.onlySecond = onlySecond;
    this.trials = trials;
  }

  /**
   * The interval of (onlyFirst - onlySecond) / trials.
   *
   * @param onlyFirst trials that succeeded the first way and not the second
   * @param onlySecond trials that succeeded the second way and not the first
   * @param trials all trials, positive, those where both ways agree included
   * @param confidence two-sided, in (0, 1)
   */
  public static Interval interval(long onlyFirst, long onlySecond, long trials, double confidence) {
    return of(onlyFirst, onlySecond, trials)
        .interval((onlyFirst - onlySecond) / (double) trials, StandardNormal.twoSided(confidence));
  }

  /** The same with the correction for continuity. */
  static Interval corrected(long onlyFirst, long onlySecond, long trials, double confidence) {
    Interval corrected =
        of(onlyFirst, onlySecond, trials)
            .interval(
                (onlyFirst - onlySecond) / (double) trials,
                StandardNormal.twoSided(confidence),
                correction((onlyFirst + onlySecond) / (double) trials));
    return new Interval(
        corrected.estimate(),
        onlyFirst > 0
            ? corrected.low()
            : Math.min(corrected.low(), -ClopperPearson.high(onlySecond, trials, confidence)),
        onlySecond > 0
            ? corrected.high()
            : Math.max(corrected.high(), ClopperPearson.high(onlyFirst, trials, confidence)));
  }

  private static double correction(double discordant) {
    return CORRECTION + MORE * Math.max(0, 2 * discordant - 1);
  }

  /**
   * Counts of which only a part is independent.
   *
   * @param effect how many times the variance of the difference is what it were if all trials were
   *     independent, positive
   */
  static Tango ofParts(double onlyFirst, double onlySecond, double trials, double effect) {
    return new Tango(onlyFirst / effect, onlySecond / effect, trials / effect);
  }

  /**
   * The interval.
   *
   * @param estimate of the difference
   * @param z how many standard errors of the true difference the estimate may be off, positive
   */
  Interval interval(double estimate, double z) {
    return interval(estimate, z, 0);
  }

  /**
   * @param correction for continuity, in pairs
   */
  private Interval interval(double estimate, double z, double correction) {
    return new Interval(
        estimate, crossing(-1, estimate, z, -correction), crossing(estimate, 1, -z, correction));
  }

  /**
   * The p-value of "the true difference is at most the limit", against its being above: P(Z >= the
   * score of the limit). Below (1 - confidence) / 2 exactly where the whole interval lies above the
   * limit.
   *
   * <p>That the first way is worse by more than a margin is that the difference with both ways
   * exchanged is above the margin.
   *
   * @param onlyFirst trials that succeeded the first way and not the second
   * @param onlySecond trials that succeeded the second way and not the first
   * @param trials all trials, positive, those where both ways agree included
   * @param limit of the difference, in [-1, 1]
   */
  public static double pValueAbove(long onlyFirst, long onlySecond, long trials, double limit) {
    if (!(limit >= -1 && limit <= 1)) {
      throw new IllegalArgumentException("a limit of a difference must be in [-1, 1], is " + limit);
    }
    return OneSided.ofZ(of(onlyFirst, onlySecond, trials).score(limit, 0));
  }

  private static Tango of(long onlyFirst, long onlySecond, long trials) {
    if (trials <= 0 || onlyFirst < 0 || onlySecond < 0 || onlyFirst + onlySecond > trials) {
      throw new IllegalArgumentException(
          onlyFirst + " and " + onlySecond + " discordant of " + trials + " trials");
    }
    return new Tango((double) onlyFirst, (double) onlySecond, (double) trials);
  }

  /** Where the score, which falls as the difference grows, crosses a level. */
  private double crossing(double from, double to, double level, double shift) {
    double left = from;
    double right = to;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (left + right) / 2;
      if (score(middle, shift) > level) {
        left = middle;
      } else {
        right = middle;
      }
    }
    return level > 0 ? left : right;
  }

  /**
   * The score statistic of a difference: standard normal if it is the true one.
   *
   * @param shift what is added to the distance of the counts, in pairs
   */
  private double score(double difference, double shift) {
    double distance = onlyFirst - onlySecond - trials * difference + shift;
    double spread = 2 * likeliestOnlySecond(difference) + difference * (1 - difference);
    if (spread <= 0) {
      return distance == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, distance);
    }
    return distance / Math.sqrt(trials * spread);
  }

  /** The most likely rate of trials that succeed only the second way, under a difference. */
  private double likeliestOnlySecond(double difference) {
    double quadratic = 2 * trials;
    double linear = (2 * trials - onlyFirst + onlySecond) * difference - onlyFirst - onlySecond;
    double constant = -onlySecond * difference * (1 - difference);
    double discriminant = Math.max(0, linear * linear - 4 * quadratic * constant);
    double root = Math.sqrt(discriminant);
    // Two forms of one root; each loses digits where the other does not.
    return linear > 0 ? -2 * constant / (linear + root) : (root - linear) / (2 * quadratic);
  }
}
