package dev.bckd.gates;

import dev.bckd.evaluation.DataFile;
import dev.bckd.evaluation.SliceFinding;
import dev.bckd.evaluation.SuitePicture;
import java.util.List;

/**
 * What the gates of one suite concluded about one model.
 *
 * @param suite the suite's name
 * @param data the files its rows came from
 * @param samples its number of samples
 * @param repeated how many of its rows are the same as one before them: each counts
 * @param metrics every metric of the suite's kind, whole suite and slices
 * @param gates one result for each gate, or for each slice of a gate that judges slices
 * @param findings slices found by {@code discover}, the worst first; no gate judges them
 * @param picture what people look at besides
 */
public record SuiteJudgement(
    String suite,
    List<DataFile> data,
    long samples,
    long repeated,
    List<MetricValues> metrics,
    List<GateResult> gates,
    List<SliceFinding> findings,
    SuitePicture picture) {
  public SuiteJudgement {
    data = List.copyOf(data);
    metrics = List.copyOf(metrics);
    gates = List.copyOf(gates);
    findings = List.copyOf(findings);
  }

  /** With neither files nor findings nor a picture. */
  public SuiteJudgement(
      String suite, long samples, List<MetricValues> metrics, List<GateResult> gates) {
    this(suite, List.of(), samples, 0, metrics, gates, List.of(), SuitePicture.NONE);
  }

  /** The same with a picture. */
  public SuiteJudgement with(SuitePicture drawn) {
    return new SuiteJudgement(suite, data, samples, repeated, metrics, gates, findings, drawn);
  }

  /** The same with findings. */
  public SuiteJudgement with(List<SliceFinding> found) {
    return new SuiteJudgement(suite, data, samples, repeated, metrics, gates, found, picture);
  }
}
