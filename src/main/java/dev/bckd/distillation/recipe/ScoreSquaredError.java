package dev.bckd.distillation.recipe;

/**
 * Mean over the classes of the squared difference of the two softmaxes: the Brier score against the
 * target's probabilities. Bounded, in units of probability squared.
 *
 * @see <a href="https://doi.org/10.1175/1520-0493(1950)078&lt;0001:VOFEIT&gt;2.0.CO;2">Brier
 *     1950</a>
 */
public record ScoreSquaredError() implements Divergence {
  /** The name used in policies and reports. */
  public static final String NAME = "score-squared-error";

  @Override
  public String name() {
    return NAME;
  }
}
