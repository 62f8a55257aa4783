package dev.bckd.distillation.recipe;

/**
 * Mean over the classes of {@code max(|z_student − z_target| − margin, 0)^power}: the logits may
 * move freely within the margin.
 *
 * @param margin free difference of a logit, not negative; 0.5 unless said
 * @param power exponent, 1 or above; 2 unless said
 * @see <a href="https://arxiv.org/abs/2205.06265">Zhao et al., ECCV 2022 workshops and TPAMI 2024
 *     (ELODI)</a>
 */
public record LogitDifferenceInhibition(double margin, double power) implements Divergence {
  /** The name used in policies and reports. */
  public static final String NAME = "logit-difference-inhibition";

  static LogitDifferenceInhibition of(LossParameters parameters) {
    return new LogitDifferenceInhibition(
        parameters.notNegative("margin", 0.5), parameters.atLeastOne("power", 2));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String describe() {
    return NAME + " (margin " + margin + ", power " + power + ")";
  }

  @Override
  public boolean comparesLogits() {
    return true;
  }
}
