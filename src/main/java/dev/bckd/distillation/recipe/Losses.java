package dev.bckd.distillation.recipe;

import dev.bckd.model.BadInputException;
import dev.bckd.policy.LossSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The losses a recipe may name. A new loss is one line here. */
final class Losses {
  private static final Map<String, Function<LossParameters, Loss>> BY_NAME =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(CrossEntropy.NAME, CrossEntropy::of),
              Map.entry(KullbackLeibler.NAME, KullbackLeibler::of)));

  private Losses() {}

  /**
   * @param place of the recipe, for messages
   * @throws BadInputException if there is no such loss or parameter, or a value is out of range
   */
  static Term term(String place, LossSpec spec) {
    Function<LossParameters, Loss> loss = BY_NAME.get(spec.loss());
    if (loss == null) {
      throw new BadInputException(
          place,
          "unknown loss '"
              + spec.loss()
              + "'; expected one of "
              + String.join(", ", BY_NAME.keySet()));
    }
    if (!(spec.weight() > 0) || Double.isInfinite(spec.weight())) {
      throw new BadInputException(
          place, spec.loss() + ".weight: expected a number above 0, got " + spec.weight());
    }
    LossParameters parameters = new LossParameters(place, spec);
    Loss made = loss.apply(parameters);
    Target target = made instanceof Divergence ? Targets.of(parameters) : Term.TEACHER;
    Filter filter = Filters.of(parameters);
    parameters.end();
    return new Term(made, spec.weight(), target, filter);
  }
}
