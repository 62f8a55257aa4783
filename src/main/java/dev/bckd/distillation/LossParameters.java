package dev.bckd.distillation;

import dev.bckd.model.BadInputException;
import dev.bckd.policy.LossSpec;
import java.util.Set;
import java.util.TreeSet;

/**
 * A loss's parameters as written in a policy, taken one by one.
 *
 * @param place of the recipe, for messages
 * @param spec the loss as written
 */
record LossParameters(String place, LossSpec spec) {
  /**
   * Refuses every parameter but these.
   *
   * @throws BadInputException naming the first unknown one and those there are
   */
  LossParameters only(String... names) {
    Set<String> unknown = new TreeSet<>(spec.parameters().keySet());
    unknown.removeAll(Set.of(names));
    if (!unknown.isEmpty()) {
      String known = names.length == 0 ? "no parameters" : String.join(", ", names);
      throw bad(unknown.iterator().next(), "unknown; " + spec.loss() + " takes " + known);
    }
    return this;
  }

  /** A parameter above zero. */
  double positive(String name, double otherwise) {
    double value = spec.parameters().getOrDefault(name, otherwise);
    if (!(value > 0) || Double.isInfinite(value)) {
      throw bad(name, "expected a number above 0, got " + value);
    }
    return value;
  }

  /** A parameter of zero or above. */
  double notNegative(String name, double otherwise) {
    double value = spec.parameters().getOrDefault(name, otherwise);
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw bad(name, "expected a number of 0 or above, got " + value);
    }
    return value;
  }

  /** A parameter that cannot be used. */
  BadInputException bad(String name, String problem) {
    return new BadInputException(place, spec.loss() + "." + name + ": " + problem);
  }
}
