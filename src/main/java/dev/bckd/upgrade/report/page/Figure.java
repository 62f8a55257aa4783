package dev.bckd.upgrade.report.page;

import dev.bckd.gates.GateResult;
import dev.bckd.gates.MetricValues;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Role;
import dev.bckd.policy.Limit;
import dev.bckd.stats.Interval;
import dev.bckd.verdict.Measurement;
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
  public static Optional<Figure> of(SuiteJudgement suite, MetricValues metric, Role role) {
    return Optional.ofNullable(metric.values().get(role))
        .map(value -> new Figure(value, interval(suite, metric, role)));
  }

  private static Optional<Interval> interval(SuiteJudgement suite, MetricValues metric, Role role) {
    return suite.gates().stream()
        .filter(gate -> gate.judged() == role && gate.slice().equals(metric.slice()))
        .filter(gate -> gate.gate().metric().equals(metric.metric()) && isAbsolute(gate))
        .flatMap(gate -> gate.verdict().measurement().stream())
        .map(Measurement::interval)
        .findFirst();
  }

  private static boolean isAbsolute(GateResult gate) {
    return !(gate.gate().limit() instanceof Limit.NoWorseThan);
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
