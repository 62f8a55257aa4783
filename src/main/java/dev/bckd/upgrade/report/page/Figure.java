package dev.bckd.upgrade.report.page;

import dev.bckd.gates.MetricValues;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Role;
import dev.bckd.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A metric of one model.
 *
 * @param value in the metric's unit
 * @param interval around it; empty where none was computed
 */
public record Figure(double value, Optional<Interval> interval) {
  /** The models that a report can hold, in the order in which they are shown. */
  private static final List<Role> ORDER =
      List.of(Role.TEACHER, Role.INCOMING, Role.STUDENT, Role.CANDIDATE);

  /** A model's value of a metric; empty where it has no meaning. */
  public static Optional<Figure> of(MetricValues metric, Role role) {
    return Optional.ofNullable(metric.values().get(role))
        .map(value -> new Figure(value, Optional.ofNullable(metric.intervals().get(role))));
  }

  /** The models that have a value anywhere in these suites. */
  public static List<Role> roles(List<SuiteJudgement> suites) {
    List<Role> roles = new ArrayList<>(ORDER);
    roles.removeIf(
        role ->
            suites.stream()
                .flatMap(suite -> suite.metrics().stream())
                .noneMatch(metric -> metric.values().containsKey(role)));
    return roles;
  }
}
