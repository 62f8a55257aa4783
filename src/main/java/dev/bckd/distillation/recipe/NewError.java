package dev.bckd.distillation.recipe;

/**
 * Cross-entropy with the label on the rows that the teacher answers correctly, 0 on all others; the
 * mean over all labelled rows of a batch, each by its weight, so that the size of the batch and the
 * share of such rows do not change what the factor means.
 *
 * <p>BackwardCompatibilityML divides by the number of right rows in one of its classes, by that and
 * the number of classes in another, and by nothing in a third.
 *
 * @see <a href="https://arxiv.org/abs/1906.01148">Bansal et al., ICML 2019 workshop HILL,
 *     dissonance D′ (new error)</a>
 */
public record NewError() implements LabelLoss {
  /** The name used in policies and reports. */
  public static final String NAME = "new-error";

  @Override
  public String name() {
    return NAME;
  }
}
