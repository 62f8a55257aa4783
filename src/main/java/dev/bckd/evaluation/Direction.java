package dev.bckd.evaluation;

import dev.bckd.stats.Ends;

/** Which way a metric is better. */
public enum Direction {
  HIGHER_IS_BETTER(Ends.LOW),
  LOWER_IS_BETTER(Ends.HIGH),
  /** Too high is as bad as too low: what counts is the distance from 1. */
  NEARER_TO_ONE_IS_BETTER(Ends.BOTH);

  private final Ends passing;

  Direction(Ends passing) {
    this.passing = passing;
  }

  /** By which ends an interval says that a value is good enough. */
  public Ends passing() {
    return passing;
  }
}
