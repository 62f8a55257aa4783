package dev.bckd.app;

/** What a replica can do for the others. */
public enum ServiceRole {
  /** Takes events, keeps the journal, tells of upgrades, answers people, deletes what is old. */
  CONTROL,
  /** Works on upgrades, by leases. */
  WORKER,
  /** Answers requests to models. */
  ROUTER
}
