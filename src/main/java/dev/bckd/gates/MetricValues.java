package dev.bckd.gates;

import dev.bckd.evaluation.Examination;
import dev.bckd.evaluation.Metric;
import dev.bckd.evaluation.SuitePart;
import dev.bckd.model.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
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

  /** Every metric of a suite's kind, on the whole suite and then on each slice. */
  static List<MetricValues> of(Examination examination) {
    List<MetricValues> all = new ArrayList<>();
    for (SuitePart<?> part : examination.parts()) {
      for (Metric<?> metric : examination.metrics()) {
        all.add(of(part, metric));
      }
    }
    return all;
  }

  private static MetricValues of(SuitePart<?> part, Metric<?> metric) {
    Map<Role, Double> values = new EnumMap<>(Role.class);
    for (Role role : part.evidence().roles()) {
      if (hasMeaning(metric, role, part)) {
        part.statistic(metric.name(), role).value().ifPresent(value -> values.put(role, value));
      }
    }
    return new MetricValues(metric.name(), part.name(), part.samples(), values);
  }

  private static boolean hasMeaning(Metric<?> metric, Role role, SuitePart<?> part) {
    return !metric.againstTeacher()
        || (role != Role.TEACHER && part.evidence().roles().contains(Role.TEACHER));
  }
}
