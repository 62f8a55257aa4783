package dev.bckd.upgrade;

/** What a transition asks for outside of the journal. */
public enum Action {
  /** Read the policy, bring the models to hand. */
  FETCH,
  /** Make the student. */
  DISTIL,
  /** Put the suites to the models, let the gates judge. */
  JUDGE,
  /** Move the traffic to the judged version. */
  ROLL_OUT,
  /** Move the traffic to the version before. */
  ROLL_BACK,
  /** Ask a person. */
  ASK,
  /** Stop whoever works on the upgrade, and take the model's next one. */
  STOP
}
