package dev.bckd.distillation;

/**
 * What a student must not fall below to be chosen: the control on rows of the old tasks, the
 * incoming model on rows of the new ones.
 *
 * @param control what the incoming model answers once it is fine-tuned on the labels alone
 * @param incoming what the incoming model answers as it was delivered
 * @param margin by which a student may be below, as a share
 */
record Bar(Selection.Exam control, Selection.Exam incoming, double margin) {
  /** Whether a student keeps it: no difference is clearly below the margin. */
  boolean keeps(Standing standing) {
    return standing.differences().stream()
        .allMatch(difference -> difference.estimate().interval().estimate() >= -margin);
  }
}
