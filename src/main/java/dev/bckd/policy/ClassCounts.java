package dev.bckd.policy;

/**
 * Numbers of classes, where teacher and incoming model differ: class k of the teacher is class k of
 * the incoming model.
 */
public record ClassCounts(int teacher, int incoming) {}
