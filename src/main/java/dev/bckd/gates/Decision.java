package dev.bckd.gates;

/** What all gates together say. */
public enum Decision {
  /** Every blocking gate that can be applied passed, and there is at least one. */
  PROMOTE,
  /** At least one blocking gate failed. */
  REJECT,
  /** None failed, and at least one could not decide, or none could be applied. */
  INCONCLUSIVE
}
