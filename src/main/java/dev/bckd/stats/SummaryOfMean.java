package dev.bckd.stats;

/** The mean of numbers seen one by one, and the variance of that mean (Welford 1962). */
final class SummaryOfMean {
  private long count;
  private double mean;
  private double squares;

  void add(double value) {
    count++;
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }

  double mean() {
    return mean;
  }

  /** Unbiased; needs two numbers. */
  double varianceOfMean() {
    return squares / (count - 1) / count;
  }
}
