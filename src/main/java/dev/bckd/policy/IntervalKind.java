package dev.bckd.policy;

/** How the interval of a rate over independent rows is made. */
public enum IntervalKind {
  /**
   * By inverting the score test (Wilson), which covers its level on average over rates; the end
   * that lets a gate pass by inverting the binomial test.
   */
  SCORE,
  /**
   * Both ends by inverting the binomial test (Clopper-Pearson): covers its level at least, and is
   * wider.
   */
  EXACT
}
