package dev.bckd.policy;

import java.util.List;
import java.util.Optional;

/**
 * How to distil, as written in the policy. Whatever is left out is chosen by size.
 *
 * @param losses terms of the loss; empty: {@code auto}, which searches
 * @param learningRate of Adam, positive
 * @param batch rows a step, positive
 * @param epochs passes over the history, positive
 * @param oldWeight weight of rows of the old tasks, those of the new ones having 1; positive
 * @param made rows made of logged requests and catalogue items, a labelled row; not negative
 * @param augmentation of the student's input
 * @param average share of the training, at its end, over which weights are averaged, in [0, 1)
 * @param start whose weights the student begins with
 * @param freeze names of parameters that stay as they are; {@code *} stands for any letters
 */
public record RecipeSpec(
    List<LossSpec> losses,
    Optional<Double> learningRate,
    Optional<Integer> batch,
    Optional<Integer> epochs,
    double oldWeight,
    double made,
    Augmentation augmentation,
    double average,
    Start start,
    List<String> freeze) {
  /** {@code recipe: auto}. */
  public static final RecipeSpec AUTO = of(List.of(), Optional.empty(), Optional.empty());

  public RecipeSpec {
    losses = List.copyOf(losses);
    freeze = List.copyOf(freeze);
  }

  /** Losses and step sizes, everything else left out. */
  public static RecipeSpec of(
      List<LossSpec> losses, Optional<Double> learningRate, Optional<Integer> batch) {
    return new RecipeSpec(
        losses,
        learningRate,
        batch,
        Optional.empty(),
        1,
        0,
        Augmentation.NONE,
        0,
        Start.INCOMING,
        List.of());
  }

  /** Whether bckd searches for the recipe. */
  public boolean auto() {
    return losses.isEmpty();
  }
}
