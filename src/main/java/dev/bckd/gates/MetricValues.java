package dev.bckd.gates;

import dev.bckd.evaluation.Estimator;
import dev.bckd.evaluation.Examination;
import dev.bckd.evaluation.Metric;
import dev.bckd.evaluation.SampleUnits;
import dev.bckd.evaluation.SuitePart;
import dev.bckd.model.Role;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Interval;
import dev.bckd.stats.Statistic;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A metric of every model on the same rows.
 *
 * @param metric the metric's name
 * @param slice the slice; empty: the whole suite
 * @param samples number of samples
 * @param values by role; a role for which the metric has no meaning is left out
 * @param intervals of the values, by role; a value that has none is left out
 */
public record MetricValues(
    String metric,
    Optional<String> slice,
    long samples,
    Map<Role, Double> values,
    Map<Role, Interval> intervals) {

  public MetricValues {
    values = Map.copyOf(values);
    intervals = Map.copyOf(intervals);
  }

  /** Every metric of a suite's kind, on the whole suite and then on each slice. */
  static List<MetricValues> of(Examination examination, Estimator estimator) {
    double confidence = examination.suite().confidence();
    record Cell(SuitePart<?> part, Metric<?> metric) {}
    return examination.parts().stream()
        .flatMap(part -> examination.metrics().stream().map(metric -> new Cell(part, metric)))
        .toList()
        .parallelStream()
        .map(cell -> of(cell.part(), cell.metric(), estimator, confidence))
        .toList();
  }

  private static MetricValues of(
      SuitePart<?> part, Metric<?> metric, Estimator estimator, double confidence) {
    Map<Role, Statistic> statistics = new EnumMap<>(Role.class);
    for (Role role : part.evidence().roles()) {
      if (hasMeaning(metric, role, part)) {
        statistics.put(role, part.statistic(metric.name(), role));
      }
    }
    return measured(
        new MetricValues(metric.name(), part.name(), part.samples(), Map.of(), Map.of()),
        statistics,
        part.units(),
        estimator.passingBy(metric.direction().passing()),
        confidence);
  }

  /** The values that these statistics have. */
  static MetricValues measured(
      MetricValues of,
      Map<Role, Statistic> statistics,
      SampleUnits units,
      Estimator estimator,
      double confidence) {
    Map<Role, Double> values = new EnumMap<>(Role.class);
    Map<Role, Interval> intervals = new EnumMap<>(Role.class);
    statistics.forEach(
        (role, statistic) -> {
          Optional<Interval> interval =
              estimator.estimate(statistic, units, confidence).found().map(Estimate::interval);
          interval.ifPresent(found -> intervals.put(role, found));
          interval
              .map(found -> OptionalDouble.of(found.estimate()))
              .orElseGet(statistic::value)
              .ifPresent(value -> values.put(role, value));
        });
    return new MetricValues(of.metric(), of.slice(), of.samples(), values, intervals);
  }

  private static boolean hasMeaning(Metric<?> metric, Role role, SuitePart<?> part) {
    return !metric.againstTeacher()
        || (role != Role.TEACHER && part.evidence().roles().contains(Role.TEACHER));
  }
}
