package dev.bckd.evaluation;

/** Which way a metric is better. */
public enum Direction {
  HIGHER_IS_BETTER,
  LOWER_IS_BETTER
}
