package dev.bckd.gates;

import dev.bckd.evaluation.Estimator;
import dev.bckd.evaluation.Examination;
import dev.bckd.evaluation.SuitePart;
import dev.bckd.model.Role;
import dev.bckd.policy.GateSpec;
import dev.bckd.stats.Bootstrap;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Interval;
import dev.bckd.stats.SampleSize;
import dev.bckd.verdict.Measurement;
import dev.bckd.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/** Holds the evidence of a suite against its gates. Immutable. */
public final class Judge {
  private final Estimator estimator;

  /** Draws its resamples from seed 1. */
  public Judge() {
    this(1);
  }

  /**
   * @param seed of the resamples
   */
  public Judge(long seed) {
    this.estimator = new Estimator(new Bootstrap(seed, Bootstrap.DEFAULT_REPLICATES));
  }

  /**
   * Judges one model on one suite.
   *
   * @param judged the model; one of those examined
   * @throws dev.bckd.model.BadInputException if a gate names a metric or a slice that the suite
   *     does not have, or a limit that makes no sense with its metric
   */
  public SuiteJudgement judge(Examination examination, Role judged) {
    if (!examination.roles().contains(judged)) {
      throw new IllegalArgumentException(judged.label() + " was not examined");
    }
    List<GateResult> results =
        examination.suite().gates().stream()
            .flatMap(gate -> results(examination, gate, judged).stream())
            .toList();
    return new SuiteJudgement(
        examination.suite().name(),
        examination.whole().samples(),
        MetricValues.of(examination, estimator.bounding(examination.suite().interval())),
        results);
  }

  private List<GateResult> results(Examination examination, GateSpec spec, Role judged) {
    Gate gate = Gate.of(spec, examination.metric(spec));
    return examination.judgedBy(spec).stream()
        .map(
            part ->
                new GateResult(spec, part.name(), judged, verdict(gate, examination, part, judged)))
        .toList();
  }

  private Verdict verdict(Gate gate, Examination examination, SuitePart<?> part, Role judged) {
    Optional<String> notApplicable = gate.notApplicable(judged, examination.roles());
    if (notApplicable.isPresent()) {
      return new Verdict.NotApplicable(notApplicable.get());
    }
    if (part.samples() == 0) {
      return new Verdict.Inconclusive(Optional.empty(), "has no samples");
    }
    double confidence = examination.suite().confidence();
    Verdict verdict =
        estimator
            .bounding(examination.suite().interval())
            .estimate(gate.statistic(part, judged), part.units(), confidence)
            .fold(
                possible -> held(gate.bound(), possible.estimate(), part.samples(), confidence),
                impossible -> new Verdict.Inconclusive(Optional.empty(), impossible.reason()));
    return tooFew(part)
        .<Verdict>map(reason -> new Verdict.Inconclusive(verdict.measurement(), reason))
        .orElse(verdict);
  }

  private static Optional<String> tooFew(SuitePart<?> part) {
    return part.slice()
        .filter(slice -> part.samples() < slice.minSamples())
        .map(slice -> "has %d samples, needs %d".formatted(part.samples(), slice.minSamples()));
  }

  private static Verdict held(Bound bound, Estimate estimate, long samples, double confidence) {
    Interval interval = estimate.interval();
    double limit = bound.limit(interval.estimate());
    Measurement measured = new Measurement(interval, limit, samples, estimate.basis());
    if (bound.keptBy(interval)) {
      return new Verdict.Passed(measured);
    }
    return bound.brokenBy(interval)
        ? new Verdict.Failed(measured)
        : new Verdict.Inconclusive(
            Optional.of(measured),
            "the interval lies on both sides of the limit" + advice(measured, confidence));
  }

  private static String advice(Measurement measured, double confidence) {
    return SampleSize.toDecide(
            measured.samples(), measured.interval(), confidence, measured.limit())
        .map(size -> "; " + size.text())
        .orElse("");
  }
}
