package dev.bckd.policy;

import java.util.Map;

/**
 * One term of an explicit recipe, as written in the policy.
 *
 * @param loss the loss's name
 * @param weight its factor in the sum, positive
 * @param numbers its parameters that are numbers; those left out take the loss's defaults
 * @param words its parameters that are words, such as the target
 */
public record LossSpec(
    String loss, double weight, Map<String, Double> numbers, Map<String, String> words) {
  public LossSpec {
    numbers = Map.copyOf(numbers);
    words = Map.copyOf(words);
  }

  /** A term without words. */
  public LossSpec(String loss, double weight, Map<String, Double> numbers) {
    this(loss, weight, numbers, Map.of());
  }
}
