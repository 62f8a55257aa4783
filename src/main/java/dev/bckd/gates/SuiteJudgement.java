package dev.bckd.gates;

import dev.bckd.evaluation.SuitePicture;
import java.util.List;

/**
 * What the gates of one suite concluded about one model.
 *
 * @param suite the suite's name
 * @param samples its number of samples
 * @param metrics every metric of the suite's kind, whole suite and slices
 * @param gates one result for each gate, or for each slice of a gate that judges slices
 * @param picture what people look at besides
 */
public record SuiteJudgement(
    String suite,
    long samples,
    List<MetricValues> metrics,
    List<GateResult> gates,
    SuitePicture picture) {
  public SuiteJudgement {
    metrics = List.copyOf(metrics);
    gates = List.copyOf(gates);
  }

  /** Without a picture. */
  public SuiteJudgement(
      String suite, long samples, List<MetricValues> metrics, List<GateResult> gates) {
    this(suite, samples, metrics, gates, SuitePicture.NONE);
  }

  /** The same with a picture. */
  public SuiteJudgement with(SuitePicture drawn) {
    return new SuiteJudgement(suite, samples, metrics, gates, drawn);
  }
}
