package dev.bckd.policy;

/**
 * How and when to distil.
 *
 * @param when whether to distil at all
 * @param recipe losses and step sizes
 * @param budget ceilings
 * @param seed of every random choice: order of rows, bootstrap
 * @param device {@code auto}, {@code cpu} or {@code cuda:N}
 */
public record DistillationPolicy(
    When when, RecipeSpec recipe, Budget budget, long seed, String device) {
  /** What a policy without a {@code distillation} section means. */
  public static final DistillationPolicy DEFAULT =
      new DistillationPolicy(When.ALWAYS, RecipeSpec.AUTO, Budget.DEFAULT, 1, "auto");
}
