package dev.bckd.distillation;

/**
 * Cross-entropy of the student with the labels, natural logarithm; for a binary task, of the
 * sigmoid of the logit. The mean over the batch, each row by its sample weight.
 */
public record CrossEntropy() implements Loss {
  /** The name used in policies and reports. */
  public static final String NAME = "cross-entropy";

  static CrossEntropy of(LossParameters parameters) {
    parameters.only();
    return new CrossEntropy();
  }

  @Override
  public String describe() {
    return NAME;
  }

  @Override
  public String name() {
    return NAME;
  }
}
