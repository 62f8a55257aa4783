package dev.bckd.policy;

import java.util.List;
import java.util.Optional;

/**
 * How to distil, as written in the policy. Whatever is left out is chosen by {@code auto}.
 *
 * @param losses terms of the loss; empty: the default ones
 * @param learningRate of Adam, positive
 * @param batch rows a step, positive
 */
public record RecipeSpec(
    List<LossSpec> losses, Optional<Double> learningRate, Optional<Integer> batch) {
  /** {@code recipe: auto}. */
  public static final RecipeSpec AUTO =
      new RecipeSpec(List.of(), Optional.empty(), Optional.empty());

  public RecipeSpec {
    losses = List.copyOf(losses);
  }
}
