package dev.bckd.policy;

/** Whose weights a student begins with. */
public enum Start {
  /** The incoming model's. */
  INCOMING,
  /** The teacher's, where its parameters are the incoming model's by name and shape. */
  TEACHER
}
