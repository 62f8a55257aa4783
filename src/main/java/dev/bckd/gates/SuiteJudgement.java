package dev.bckd.gates;

import dev.bckd.evaluation.DataFile;
import dev.bckd.evaluation.SuitePicture;
import java.util.List;

/**
 * What the gates of one suite concluded about one model.
 *
 * @param suite the suite's name
 * @param data the files its rows came from
 * @param samples its number of samples
 * @param metrics every metric of the suite's kind, whole suite and slices
 * @param gates one result for each gate, or for each slice of a gate that judges slices
 * @param picture what people look at besides
 */
public record SuiteJudgement(
    String suite,
    List<DataFile> data,
    long samples,
    List<MetricValues> metrics,
    List<GateResult> gates,
    SuitePicture picture) {
  public SuiteJudgement {
    data = List.copyOf(data);
    metrics = List.copyOf(metrics);
    gates = List.copyOf(gates);
  }

  /** With neither files nor a picture. */
  public SuiteJudgement(
      String suite, long samples, List<MetricValues> metrics, List<GateResult> gates) {
    this(suite, List.of(), samples, metrics, gates, SuitePicture.NONE);
  }

  /** The same with a picture. */
  public SuiteJudgement with(SuitePicture drawn) {
    return new SuiteJudgement(suite, data, samples, metrics, gates, drawn);
  }
}
