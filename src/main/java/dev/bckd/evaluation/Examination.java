package dev.bckd.evaluation;

import dev.bckd.model.BadInputException;
import dev.bckd.model.Role;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.RegressionSuite;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A suite put to several models: the evidence that gates judge.
 *
 * @param suite the suite
 * @param data the files its rows came from
 * @param repeated how many rows are the same as one before them: each counts
 * @param whole all its samples
 * @param slices its slices, in the order of the suite
 * @param behaviours its behaviours, in the order of the suite
 */
public record Examination(
    RegressionSuite suite,
    List<DataFile> data,
    int repeated,
    SuitePart<?> whole,
    List<SuitePart<?>> slices,
    List<ShownBehaviour> behaviours) {
  public Examination {
    data = List.copyOf(data);
    slices = List.copyOf(slices);
    behaviours = List.copyOf(behaviours);
  }

  /** The same with behaviours. */
  Examination with(List<ShownBehaviour> shown) {
    return new Examination(suite, data, repeated, whole, slices, shown);
  }

  /** The models that answered. */
  public Set<Role> roles() {
    return whole.evidence().roles();
  }

  /** Every metric of the suite's kind. */
  public List<? extends Metric<?>> metrics() {
    return whole.metrics();
  }

  /** The whole suite and then its slices. */
  public List<SuitePart<?>> parts() {
    return Stream.concat(Stream.<SuitePart<?>>of(whole), slices.stream()).toList();
  }

  /**
   * The metric of a gate.
   *
   * @throws BadInputException if there is none of that name for this kind of suite
   */
  public Metric<?> metric(GateSpec gate) {
    for (Metric<?> metric : metrics()) {
      if (metric.name().equals(gate.metric())) {
        return metric;
      }
    }
    String known = metrics().stream().map(Metric::name).collect(Collectors.joining(", "));
    throw new BadInputException(
        gate.where(), "this suite has no metric " + gate.metric() + "; it has: " + known);
  }

  /**
   * The parts that a gate judges: the slices it names, or the whole suite.
   *
   * @throws BadInputException if it names a slice that the suite does not have
   */
  public List<SuitePart<?>> judgedBy(GateSpec gate) {
    return gate.slices().isEmpty()
        ? List.of(whole)
        : gate.slices().stream().<SuitePart<?>>map(name -> slice(gate, name)).toList();
  }

  private SuitePart<?> slice(GateSpec gate, String name) {
    return slices.stream()
        .filter(part -> part.name().filter(name::equals).isPresent())
        .findFirst()
        .orElseThrow(
            () -> new BadInputException(gate.where(), "this suite has no slice '" + name + "'"));
  }
}
