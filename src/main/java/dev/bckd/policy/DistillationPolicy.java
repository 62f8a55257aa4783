package dev.bckd.policy;

import dev.bckd.model.Artifact;
import java.util.List;

/**
 * How and when to distil.
 *
 * @param when whether to distil at all
 * @param recipe losses and step sizes
 * @param budget ceilings
 * @param seed of every random choice: order of rows, bootstrap
 * @param device {@code auto}, {@code cpu} or {@code cuda:N}
 * @param earlier versions before the teacher, which a term may ask
 */
public record DistillationPolicy(
    When when, RecipeSpec recipe, Budget budget, long seed, String device, List<Artifact> earlier) {
  /** What a policy without a {@code distillation} section means. */
  public static final DistillationPolicy DEFAULT =
      new DistillationPolicy(When.ALWAYS, RecipeSpec.AUTO, Budget.DEFAULT, 1, "auto");

  public DistillationPolicy {
    earlier = List.copyOf(earlier);
  }

  /** Without earlier versions. */
  public DistillationPolicy(When when, RecipeSpec recipe, Budget budget, long seed, String device) {
    this(when, recipe, budget, seed, device, List.of());
  }
}
