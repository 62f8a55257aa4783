package dev.bckd.gates;

import dev.bckd.evaluation.Estimator;
import dev.bckd.evaluation.Examination;
import dev.bckd.evaluation.SuitePart;
import dev.bckd.evaluation.SuitePicture;
import dev.bckd.model.Role;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.SliceSpec;
import dev.bckd.stats.Bootstrap;
import dev.bckd.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds the evidence of a suite against its gates. Immutable. */
public final class Judge {
  /** For intervals that are only shown: their ends wander by 3 % of their distance. */
  private static final int SHOWN_REPLICATES = 1_000;

  private final Estimator estimator;
  private final Estimator shown;

  /** Draws its resamples from seed 1. */
  public Judge() {
    this(1);
  }

  /**
   * @param seed of the resamples
   */
  public Judge(long seed) {
    this(seed, Bootstrap.DEFAULT_REPLICATES);
  }

  Judge(long seed, int replicates) {
    this.estimator = new Estimator(new Bootstrap(seed, replicates));
    this.shown = new Estimator(new Bootstrap(seed, SHOWN_REPLICATES));
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
    Estimator bounding = estimator.bounding(examination.suite().interval());
    BehaviourJudge behaviours = new BehaviourJudge(bounding);
    List<GateResult> results =
        examination.suite().gates().stream()
            .flatMap(gate -> results(examination, gate, judged).stream())
            .toList();
    return new SuiteJudgement(
        examination.suite().name(),
        examination.data(),
        examination.whole().samples(),
        examination.repeated(),
        joined(
            MetricValues.of(examination, shown.bounding(examination.suite().interval())),
            behaviours.values(examination)),
        joined(results, behaviours.judge(examination, judged)),
        List.of(),
        SuitePicture.NONE);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private List<GateResult> results(Examination examination, GateSpec spec, Role judged) {
    return AmongSlices.adjusted(
        examination.judgedBy(spec).stream()
            .map(part -> result(examination, spec, part, judged))
            .toList());
  }

  /** The verdict of one gate on one part. */
  GateResult result(Examination examination, GateSpec spec, SuitePart<?> part, Role judged) {
    Gate gate = Gate.of(spec, examination.metric(spec));
    Rule rule = rule(gate, examination, part);
    Verdict verdict = verdict(gate, rule, examination, part, judged);
    return new GateResult(spec, part.name(), judged, rule, verdict);
  }

  private static Rule rule(Gate gate, Examination examination, SuitePart<?> part) {
    int minSamples = part.slice().map(SliceSpec::minSamples).orElse(0);
    return new Rule(gate.bound(), examination.suite().confidence(), minSamples);
  }

  private Verdict verdict(
      Gate gate, Rule rule, Examination examination, SuitePart<?> part, Role judged) {
    Optional<String> notApplicable = gate.notApplicable(judged, examination.roles());
    if (notApplicable.isPresent()) {
      return new Verdict.NotApplicable(notApplicable.get());
    }
    if (part.samples() == 0) {
      return rule.withoutInterval("has no samples", 0);
    }
    return estimator
        .bounding(examination.suite().interval())
        .passingBy(rule.bound().passing())
        .estimate(gate.statistic(part, judged), part.units(), rule.confidence())
        .fold(
            possible -> rule.verdict(possible.basis(), part.samples()),
            impossible -> rule.withoutInterval(impossible.reason(), part.samples()));
  }
}
