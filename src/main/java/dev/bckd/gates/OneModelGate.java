package dev.bckd.gates;

import dev.bckd.evaluation.Metric;
import dev.bckd.evaluation.SuitePart;
import dev.bckd.model.Role;
import dev.bckd.stats.Statistic;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the metric itself against a bound.
 *
 * @param metric what is measured
 * @param bound what it is held against
 */
record OneModelGate(Metric<?> metric, Bound bound) implements Gate {
  @Override
  public Statistic statistic(SuitePart<?> part, Role judged) {
    return part.statistic(metric.name(), judged);
  }

  @Override
  public Optional<String> notApplicable(Role judged, Set<Role> roles) {
    return metric.againstTeacher() && !roles.contains(Role.TEACHER)
        ? Optional.of("there is no teacher to hold the model against")
        : Optional.empty();
  }
}
