package dev.bckd.policy;

/** How the interval of a rate over independent rows is made. */
public enum IntervalKind {
  /**
   * By inverting the score test (Wilson), which covers its level on average over rates; for a gate
   * by inverting a binomial test whose two tails differ, which covers its level at least.
   */
  SCORE,
  /**
   * By inverting the binomial test with equal tails (Clopper-Pearson): covers its level at least,
   * and is wider.
   */
  EXACT
}
