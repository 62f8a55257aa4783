package dev.bckd.distillation;

import dev.bckd.distillation.recipe.Recipe;
import java.util.List;

/**
 * What a search tries, fixed before it begins.
 *
 * @param control the incoming model, fine-tuned on the labels alone
 * @param trials recipes that compete
 * @param fallbacks tried one after the other, until one keeps the bar, where none of the trials
 *     does at its end or on the way
 * @param firstRung share of each trial's steps after which the weakest stop, in (0, 1]
 * @param finalists how many go on to their end, at most: none after one that keeps the bar at the
 *     furthest place, unless what is chosen is trained again; then all that keep it so far
 * @param furthest how far on its way a student is taken at most: 1 is its end
 * @param refit whether the chosen recipe is trained once more, on the rows that decided too
 */
record SearchPlan(
    Recipe control,
    List<Recipe> trials,
    List<Recipe> fallbacks,
    double firstRung,
    int finalists,
    double furthest,
    boolean refit) {
  SearchPlan {
    trials = List.copyOf(trials);
    fallbacks = List.copyOf(fallbacks);
  }

  /** The same with students taken before their ends. */
  SearchPlan upTo(double place) {
    return new SearchPlan(control, trials, fallbacks, firstRung, finalists, place, refit);
  }
}
