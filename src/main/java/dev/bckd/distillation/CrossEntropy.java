package dev.bckd.distillation;

/**
 * Cross-entropy of the student with the labels, natural logarithm; for a binary task, of the
 * sigmoid of the logit. The mean over the batch, each row by its sample weight.
 */
public record CrossEntropy() implements Loss {
  /** The name used in policies and reports. */
  public static final String NAME = "cross-entropy";

  @Override
  public String name() {
    return NAME;
  }
}
