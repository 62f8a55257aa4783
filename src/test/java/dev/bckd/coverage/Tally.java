package dev.bckd.coverage;

import dev.bckd.stats.Interval;

/**
 * How often intervals held a truth, weighted by the probability of what they were made from.
 *
 * @param weight all intervals
 * @param above intervals that lie above the truth, end to end
 * @param below intervals that lie below it
 * @param distance sum of the distances of estimates from the truth
 * @param squares sum of the squares of these
 */
record Tally(double weight, double above, double below, double distance, double squares) {
  static final Tally NONE = new Tally(0, 0, 0, 0, 0);

  /** One interval. */
  static Tally of(Interval interval, double truth, double weight) {
    double distance = interval.estimate() - truth;
    return new Tally(
        weight,
        interval.low() > truth ? weight : 0,
        interval.high() < truth ? weight : 0,
        weight * distance,
        weight * distance * distance);
  }

  Tally plus(Tally other) {
    return new Tally(
        weight + other.weight,
        above + other.above,
        below + other.below,
        distance + other.distance,
        squares + other.squares);
  }

  /** The share of intervals that hold the truth. */
  double coverage() {
    return 1 - (above + below) / weight;
  }

  double aboveShare() {
    return above / weight;
  }

  double belowShare() {
    return below / weight;
  }

  /** The variance of the estimates. */
  double variance() {
    double mean = distance / weight;
    return squares / weight - mean * mean;
  }
}
