package dev.bckd.gates;

import dev.bckd.model.Role;
import java.util.Map;
import java.util.Optional;

/**
 * A metric of every model on the same rows.
 *
 * @param metric the metric's name
 * @param slice the slice; empty: the whole suite
 * @param samples number of samples
 * @param values by role; a role for which the metric has no meaning is left out
 */
public record MetricValues(
    String metric, Optional<String> slice, long samples, Map<Role, Double> values) {
  public MetricValues {
    values = Map.copyOf(values);
  }
}
