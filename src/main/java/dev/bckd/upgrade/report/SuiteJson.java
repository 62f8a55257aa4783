package dev.bckd.upgrade.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.gates.Decisions;
import dev.bckd.gates.GateResult;
import dev.bckd.gates.MetricValues;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Role;
import dev.bckd.verdict.Measurement;
import dev.bckd.verdict.Verdict;
import java.util.Optional;

/** One suite of a report: its metrics and its gates' verdicts. */
final class SuiteJson {
  private SuiteJson() {}

  static void fill(ObjectNode json, SuiteJudgement suite, Role judged) {
    json.put("suite", suite.suite()).put("samples", suite.samples());
    ArrayNode metrics = json.putArray("metrics");
    suite.metrics().forEach(metric -> metric(metrics.addObject(), metric));
    ArrayNode gates = json.putArray("gates");
    suite.gates().forEach(gate -> gate(gates.addObject(), suite.suite(), gate));
    PictureJson.fill(json, suite.picture(), judged);
  }

  private static void metric(ObjectNode json, MetricValues metric) {
    json.put("metric", metric.metric());
    json.put("slice", metric.slice().orElse(null));
    json.put("samples", metric.samples());
    for (Role role : Role.values()) {
      Double value = metric.values().get(role);
      if (value != null) {
        json.put(role.label(), value);
      }
    }
  }

  private static void gate(ObjectNode json, String suite, GateResult result) {
    json.put("metric", result.gate().metric());
    json.put("slice", result.slice().orElse(null));
    json.put("candidate", result.judged().label());
    json.put("verdict", result.verdict().label());
    measured(result.verdict()).ifPresent(measured -> measurement(json, measured));
    result
        .gate()
        .limit()
        .fold(
            atMost -> json.put("kind", "at-most"),
            atLeast -> json.put("kind", "at-least"),
            between -> json.put("kind", "between"),
            other -> json.put("kind", "no-worse-than").put("reference", other.reference().label()));
    json.put("severity", result.gate().severity().label());
    json.put("reason", Decisions.inWords(suite, result));
  }

  private static void measurement(ObjectNode json, Measurement measured) {
    json.put("estimate", measured.interval().estimate());
    json.put("low", measured.interval().low());
    json.put("high", measured.interval().high());
    json.put("limit", measured.limit());
    json.put("samples", measured.samples());
    json.put("method", measured.method());
  }

  private static Optional<Measurement> measured(Verdict verdict) {
    return verdict.fold(
        passed -> Optional.of(passed.measured()),
        failed -> Optional.of(failed.measured()),
        Verdict.Inconclusive::measured,
        notApplicable -> Optional.empty());
  }
}
