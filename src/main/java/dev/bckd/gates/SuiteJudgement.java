package dev.bckd.gates;

import java.util.List;

/**
 * What the gates of one suite concluded about one model.
 *
 * @param suite the suite's name
 * @param samples its number of samples
 * @param metrics every metric of the suite's kind, whole suite and slices
 * @param gates one result for each gate, or for each slice of a gate that judges slices
 */
public record SuiteJudgement(
    String suite, long samples, List<MetricValues> metrics, List<GateResult> gates) {
  public SuiteJudgement {
    metrics = List.copyOf(metrics);
    gates = List.copyOf(gates);
  }
}
