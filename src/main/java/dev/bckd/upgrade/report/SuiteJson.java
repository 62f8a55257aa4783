package dev.bckd.upgrade.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.evaluation.SliceFinding;
import dev.bckd.gates.MetricValues;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Role;
import dev.bckd.stats.Interval;

/** One suite of a report: its metrics and its gates' verdicts. */
final class SuiteJson {
  private SuiteJson() {}

  static void fill(ObjectNode json, SuiteJudgement suite, Role judged) {
    json.put("suite", suite.suite()).put("samples", suite.samples());
    json.put("repeated", suite.repeated());
    ArrayNode data = json.putArray("data");
    suite
        .data()
        .forEach(
            file ->
                data.addObject().put("file", file.file()).put("sha256", file.digest().sha256()));
    ArrayNode metrics = json.putArray("metrics");
    suite.metrics().forEach(metric -> metric(metrics.addObject(), metric));
    ArrayNode gates = json.putArray("gates");
    DrawsJson draws = new DrawsJson();
    suite.gates().forEach(gate -> GateJson.fill(gates.addObject(), suite.suite(), gate, draws));
    draws.fill(json.putArray("draws"));
    ArrayNode findings = json.putArray("findings");
    suite.findings().forEach(finding -> finding(findings.addObject(), finding));
    PictureJson.fill(json, suite.picture(), judged);
  }

  private static void finding(ObjectNode json, SliceFinding finding) {
    json.put("where", finding.where()).put("samples", finding.samples());
    json.put("rate", finding.rate()).put("wholeRate", finding.wholeRate());
    json.put("pValue", finding.pValue());
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
    ObjectNode intervals = json.putObject("intervals");
    for (Role role : Role.values()) {
      Interval interval = metric.intervals().get(role);
      if (interval != null) {
        intervals.putObject(role.label()).put("low", interval.low()).put("high", interval.high());
      }
    }
  }
}
