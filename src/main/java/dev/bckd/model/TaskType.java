package dev.bckd.model;

/** What a model answers. */
public enum TaskType {
  /** One logit a row; the decision is {@code logit > 0}. */
  BINARY,
  /** One logit a class; the decision is the largest, the lowest index on ties. */
  MULTICLASS,
  /** A vector a row. */
  EMBEDDING
}
