package dev.bckd.distillation;

/**
 * What a student's quality must not fall below to be chosen: the control's on rows of the old
 * tasks, which neither has seen, and the incoming model's on what is asked of the new ones, but for
 * a margin. Quality is accuracy, and of a binary task the area under the curve too.
 *
 * @param control what the incoming model answers once it is fine-tuned on the labels alone
 * @param incoming what the incoming model answers as it was delivered
 * @param margins by which it may be below on new rows
 */
record Bar(Selection.Exam control, Selection.Exam incoming, Margins margins) {
  /** How far a student is below it at worst, as a share; 0 where it keeps it. */
  double shortfall(Standing standing) {
    return standing.differences().stream()
        .mapToDouble(
            difference -> -margin(difference) - margins.surely(difference.estimate().interval()))
        .map(lack -> Math.max(0, lack))
        .max()
        .orElse(0);
  }

  private double margin(Standing.Difference difference) {
    if (!difference.rows().equals("new")) {
      return 0;
    }
    return difference.metric().equals("auc")
        ? margins.area().orElse(Double.POSITIVE_INFINITY)
        : margins.accuracy();
  }
}
