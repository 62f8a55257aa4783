package dev.bckd.distillation;

/**
 * What a student's accuracy must not fall below to be chosen: the control's on rows of the old
 * tasks, which neither has seen, and the incoming model's on altered rows of the new ones, but for
 * a margin.
 *
 * @param control what the incoming model answers once it is fine-tuned on the labels alone
 * @param incoming what the incoming model answers as it was delivered
 * @param margin by which a student may be below on new rows, as a share
 */
record Bar(Selection.Exam control, Selection.Exam incoming, double margin) {
  /** How far a student is below it at worst, as a share; 0 where it keeps it. */
  double shortfall(Standing standing) {
    return standing.differences().stream()
        .filter(difference -> difference.metric().equals("accuracy"))
        .mapToDouble(
            difference ->
                (difference.rows().equals("new") ? -margin : 0)
                    - difference.estimate().interval().estimate())
        .map(lack -> Math.max(0, lack))
        .max()
        .orElse(0);
  }
}
