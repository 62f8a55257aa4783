package dev.bckd.distillation.recipe;

/**
 * Cross-entropy of the student with the labels, natural logarithm; the mean over the labelled rows
 * of a batch, each by its weight. A binary task is one of two classes with the logits 0 and z.
 *
 * @param smoothing share of the label's mass that is spread evenly over all classes, in [0, 1)
 * @see <a href="https://arxiv.org/abs/1512.00567">Szegedy et al., CVPR 2016, section 7</a>
 */
public record CrossEntropy(double smoothing) implements LabelLoss {
  /** The name used in policies and reports. */
  public static final String NAME = "cross-entropy";

  /** Without smoothing. */
  public static final CrossEntropy PLAIN = new CrossEntropy(0);

  static CrossEntropy of(LossParameters parameters) {
    return new CrossEntropy(parameters.share("smoothing", 0));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String describe() {
    return smoothing == 0 ? NAME : NAME + " (smoothing " + smoothing + ")";
  }
}
