package dev.bckd.evaluation;

/** Which way a metric is better. */
public enum Direction {
  HIGHER_IS_BETTER,
  LOWER_IS_BETTER,
  /** Too high is as bad as too low: what counts is the distance from 1. */
  NEARER_TO_ONE_IS_BETTER
}
