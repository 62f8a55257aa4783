package dev.bckd.policy;

import java.util.Map;

/**
 * One term of an explicit recipe, as written in the policy.
 *
 * @param loss the loss's name
 * @param weight its factor in the sum, positive
 * @param parameters its own parameters by name; those left out take the loss's defaults
 */
public record LossSpec(String loss, double weight, Map<String, Double> parameters) {
  public LossSpec {
    parameters = Map.copyOf(parameters);
  }
}
