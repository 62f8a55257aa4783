package dev.bckd.model;

import java.util.Locale;

/** The part a version plays in an upgrade. */
public enum Role {
  /** The version that has the stable traffic. */
  TEACHER,
  /** The version as announced. */
  INCOMING,
  /** The incoming model after distillation. */
  STUDENT,
  /** The model put against the teacher by {@code gate} and {@code compare}. */
  CANDIDATE;

  /** The name used in reports and policies: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
