package dev.bckd.policy;

/** How the interval of a rate over independent rows is made. */
public enum IntervalKind {
  /** By inverting the score test (Wilson): covers its level on average over rates. */
  SCORE,
  /** By inverting the binomial test (Clopper-Pearson): covers its level at least, and is wider. */
  EXACT
}
