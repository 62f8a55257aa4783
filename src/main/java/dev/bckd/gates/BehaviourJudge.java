package dev.bckd.gates;

import dev.bckd.evaluation.Estimator;
import dev.bckd.evaluation.Examination;
import dev.bckd.evaluation.ShownBehaviour;
import dev.bckd.model.Role;
import dev.bckd.policy.BehaviourSpec;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.Limit;
import dev.bckd.stats.Ends;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Statistic;
import dev.bckd.verdict.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the share of rows that break a behaviour against its limit, like a gate. A limit of 0 is a
 * claim about these very rows, which no interval of a share could keep: there not one row may.
 *
 * @param estimator finds the interval of a share
 */
record BehaviourJudge(Estimator estimator) {
  BehaviourJudge {
    estimator = estimator.passingBy(Ends.HIGH);
  }

  /** One result for each behaviour, named by its kind and name. */
  List<GateResult> judge(Examination examination, Role judged) {
    double confidence = examination.suite().confidence();
    return examination.behaviours().stream()
        .map(shown -> result(shown, confidence, judged))
        .toList();
  }

  private GateResult result(ShownBehaviour shown, double confidence, Role judged) {
    BehaviourSpec spec = shown.spec();
    Rule rule = new Rule(new Ceiling(spec.max()), confidence, 0);
    return new GateResult(
        new GateSpec(
            shown.name(), new Limit.AtMost(spec.max()), List.of(), spec.severity(), spec.where()),
        Optional.empty(),
        judged,
        rule,
        verdict(shown, rule, judged));
  }

  private Verdict verdict(ShownBehaviour shown, Rule rule, Role judged) {
    if (shown.samples() == 0) {
      return rule.withoutInterval(shown.empty(), 0);
    }
    if (shown.spec().max() == 0) {
      return rule.verdict(shown.counts(judged), shown.samples());
    }
    return estimator
        .estimate(shown.share(judged), shown.units(), rule.confidence())
        .fold(
            possible -> rule.verdict(possible.basis(), shown.samples()),
            impossible -> rule.withoutInterval(impossible.reason(), shown.samples()));
  }

  /** The share of every model, so that one sees whether the teacher breaks a behaviour already. */
  List<MetricValues> values(Examination examination) {
    double confidence = examination.suite().confidence();
    return examination.behaviours().stream()
        .map(
            shown -> {
              Map<Role, Statistic> shares = new EnumMap<>(Role.class);
              shown.roles().forEach(role -> shares.put(role, shown.share(role)));
              return MetricValues.measured(
                  new MetricValues(
                      shown.name(), Optional.empty(), shown.samples(), Map.of(), Map.of()),
                  shares,
                  shown.units(),
                  estimator,
                  confidence);
            })
        .toList();
  }

  /** These shares with the candidate's minus the teacher's, on the same rows. */
  List<Comparison> compare(Examination examination) {
    double confidence = examination.suite().confidence();
    List<MetricValues> values = values(examination);
    return examination.behaviours().stream()
        .map(
            shown ->
                new Comparison(
                    examination.suite().name(),
                    values.get(examination.behaviours().indexOf(shown)),
                    shown.samples() == 0
                        ? Optional.empty()
                        : estimator
                            .passingBy(Ends.NEITHER)
                            .estimate(
                                shown.share(Role.CANDIDATE).minus(shown.share(Role.TEACHER)),
                                shown.units(),
                                confidence)
                            .found()
                            .map(Estimate::interval)))
        .toList();
  }
}
