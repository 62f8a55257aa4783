package dev.bckd.gates;

import dev.bckd.evaluation.Metric;
import dev.bckd.evaluation.SuitePart;
import dev.bckd.model.Role;
import dev.bckd.policy.GateSpec;
import dev.bckd.stats.Statistic;
import java.util.Optional;
import java.util.Set;

/** One kind of limit on one metric: what it measures and what it holds that against. */
interface Gate {
  /** What to measure on these samples. */
  Statistic statistic(SuitePart<?> part, Role judged);

  /** What to hold it against. */
  Bound bound();

  /** Why it cannot be applied to this model among these; empty where it can. */
  Optional<String> notApplicable(Role judged, Set<Role> roles);

  /**
   * The gate of a suite.
   *
   * @throws dev.bckd.model.BadInputException if metric and limit make no sense together
   */
  static Gate of(GateSpec spec, Metric<?> metric) {
    return spec.limit()
        .fold(
            atMost -> new OneModelGate(metric, new Ceiling(atMost.max())),
            atLeast -> new OneModelGate(metric, new Floor(atLeast.min())),
            between ->
                new OneModelGate(
                    metric, new Band(new Floor(between.min()), new Ceiling(between.max()))),
            noWorseThan -> NoWorseThanGate.of(spec, metric, noWorseThan));
  }
}
