package dev.bckd.stats;

/**
 * Some of the two ends of an interval.
 *
 * <p>A gate passes by an end: one with a highest value where the high end keeps it, one with a
 * lowest value where the low end does.
 */
public enum Ends {
  NEITHER,
  LOW,
  HIGH,
  BOTH
}
