package dev.bckd.policy;

import java.util.List;

/**
 * A limit on a metric.
 *
 * @param metric the metric's name
 * @param limit what it must keep
 * @param slices names of the slices judged, one verdict each; empty: the whole suite
 * @param severity what not passing means
 * @param where file, line and column of the gate, for messages
 */
public record GateSpec(
    String metric, Limit limit, List<String> slices, Severity severity, String where) {
  public GateSpec {
    slices = List.copyOf(slices);
  }
}
