package dev.bckd.gates;

import dev.bckd.evaluation.Direction;
import dev.bckd.evaluation.Metric;
import dev.bckd.evaluation.SuitePart;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Role;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.Limit;
import dev.bckd.stats.DistanceFrom;
import dev.bckd.stats.Statistic;
import java.util.Optional;
import java.util.Set;

/**
 * Paired non-inferiority: holds the model's metric minus another model's, on the same samples,
 * against the margin.
 *
 * @param metric what is measured of both
 * @param reference the other model
 * @param margin how much worse it may be, not negative, in the metric's unit
 */
record NoWorseThanGate(Metric<?> metric, Role reference, double margin) implements Gate {
  static NoWorseThanGate of(GateSpec spec, Metric<?> metric, Limit.NoWorseThan limit) {
    if (metric.againstTeacher() && limit.reference() == Role.TEACHER) {
      throw new BadInputException(
          spec.where(),
          metric.name()
              + " already compares with the teacher; expected max, min or noWorseThan: incoming");
    }
    return new NoWorseThanGate(metric, limit.reference(), limit.margin());
  }

  @Override
  public Statistic statistic(SuitePart<?> part, Role judged) {
    return compared(part, judged).minus(compared(part, reference));
  }

  private Statistic compared(SuitePart<?> part, Role role) {
    Statistic statistic = part.statistic(metric.name(), role);
    return metric.direction() == Direction.NEARER_TO_ONE_IS_BETTER
        ? new DistanceFrom(statistic, 1)
        : statistic;
  }

  @Override
  public Bound bound() {
    // Not -margin, which would report a margin of 0 as -0.0.
    return metric.direction() == Direction.HIGHER_IS_BETTER
        ? new Floor(0 - margin)
        : new Ceiling(margin);
  }

  @Override
  public Optional<String> notApplicable(Role judged, Set<Role> roles) {
    if (reference == Role.TEACHER || metric.againstTeacher()) {
      if (!roles.contains(Role.TEACHER)) {
        return Optional.of("there is no teacher to hold the model against");
      }
    }
    return reference == Role.INCOMING && isIncoming(judged, roles)
        ? Optional.of("the model judged is the incoming model itself")
        : Optional.empty();
  }

  private static boolean isIncoming(Role judged, Set<Role> roles) {
    return judged == Role.INCOMING || (judged == Role.CANDIDATE && !roles.contains(Role.INCOMING));
  }
}
