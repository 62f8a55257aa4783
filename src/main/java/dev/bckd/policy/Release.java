package dev.bckd.policy;

/** What follows when the gates say PROMOTE. */
public enum Release {
  /** The rollout begins. */
  AT_ONCE,
  /** A person is asked first. */
  AFTER_APPROVAL,
  /** Nothing: a dry run. */
  NEVER
}
