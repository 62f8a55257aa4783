package dev.bckd.policy;

/** What the service does with an upgrade whose gates could not decide. Never: promote. */
public enum OnInconclusive {
  REJECT,
  HOLD
}
