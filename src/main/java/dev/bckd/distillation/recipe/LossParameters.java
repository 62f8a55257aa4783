package dev.bckd.distillation.recipe;

import dev.bckd.model.BadInputException;
import dev.bckd.policy.LossSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A term's parameters as written in a policy, taken one by one; what nobody took is refused at the
 * {@link #end}.
 */
final class LossParameters {
  private final String place;
  private final LossSpec spec;
  private final Set<String> taken = new TreeSet<>();

  /**
   * @param place of the recipe, for messages
   * @param spec the term as written
   */
  LossParameters(String place, LossSpec spec) {
    this.place = place;
    this.spec = spec;
  }

  /** A parameter above zero. */
  double positive(String name, double otherwise) {
    double value = number(name, otherwise);
    if (!(value > 0) || Double.isInfinite(value)) {
      throw bad(name, "expected a number above 0, got " + value);
    }
    return value;
  }

  /** A parameter of zero or above. */
  double notNegative(String name, double otherwise) {
    double value = number(name, otherwise);
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw bad(name, "expected a number of 0 or above, got " + value);
    }
    return value;
  }

  /** A parameter in [0, 1). */
  double share(String name, double otherwise) {
    double value = number(name, otherwise);
    if (!(value >= 0 && value < 1)) {
      throw bad(name, "expected a number from 0 to below 1, got " + value);
    }
    return value;
  }

  /** A parameter in [0, 1]. */
  double probability(String name, double otherwise) {
    double value = number(name, otherwise);
    if (!(value >= 0 && value <= 1)) {
      throw bad(name, "expected a number from 0 to 1, got " + value);
    }
    return value;
  }

  /** A parameter in (0, 1). */
  double inside(String name, double otherwise) {
    double value = number(name, otherwise);
    if (!(value > 0 && value < 1)) {
      throw bad(name, "expected a number above 0 and below 1, got " + value);
    }
    return value;
  }

  /** A parameter of one or above. */
  double atLeastOne(String name, double otherwise) {
    double value = number(name, otherwise);
    if (!(value >= 1) || Double.isInfinite(value)) {
      throw bad(name, "expected a number of 1 or above, got " + value);
    }
    return value;
  }

  /** A whole parameter of one or above. */
  int whole(String name, int otherwise) {
    double value = number(name, otherwise);
    if (value < 1 || value > Integer.MAX_VALUE || value != Math.rint(value)) {
      throw bad(name, "expected a whole number above 0, got " + value);
    }
    return (int) value;
  }

  /** A parameter above zero that may move to {@code <name>End} over the training. */
  Schedule schedule(String name, double otherwise) {
    double first = positive(name, otherwise);
    return new Schedule(first, positive(name + "End", first));
  }

  /** One of some words; the first where none is given. */
  String oneOf(String name, String... words) {
    String value = word(name).orElse(words[0]);
    if (!List.of(words).contains(value)) {
      throw bad(name, "expected one of " + String.join(", ", words) + ", got '" + value + "'");
    }
    return value;
  }

  /** A word that must be given. */
  String required(String name) {
    return word(name).orElseThrow(() -> bad(name, "missing; expected a name"));
  }

  /** A word, or none. */
  Optional<String> word(String name) {
    taken.add(name);
    return Optional.ofNullable(spec.words().get(name));
  }

  /** Whether a number of the name is given. */
  boolean has(String name) {
    return spec.numbers().containsKey(name);
  }

  private double number(String name, double otherwise) {
    taken.add(name);
    return spec.numbers().getOrDefault(name, otherwise);
  }

  /**
   * Refuses every parameter that was not taken, and one given as another kind than it was taken as.
   *
   * @throws BadInputException naming the first unknown one and those there are
   */
  void end() {
    Set<String> unknown = new TreeSet<>(spec.numbers().keySet());
    unknown.addAll(spec.words().keySet());
    unknown.removeAll(taken);
    if (!unknown.isEmpty()) {
      String known = taken.isEmpty() ? "no parameters" : String.join(", ", taken);
      throw bad(unknown.iterator().next(), "unknown; " + spec.loss() + " takes " + known);
    }
  }

  /** A parameter that cannot be used. */
  BadInputException bad(String name, String problem) {
    return new BadInputException(place, spec.loss() + "." + name + ": " + problem);
  }
}
