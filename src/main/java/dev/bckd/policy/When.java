package dev.bckd.policy;

/** Whether an incoming model is distilled. */
public enum When {
  /** Always, before it is judged. */
  ALWAYS,
  /** Only if a gate does not pass the incoming model as it is. */
  ON_REGRESSION,
  /** Never: the incoming model is judged as it is. */
  NEVER
}
