package dev.bckd.cli;

import dev.bckd.gates.Decisions;
import dev.bckd.gates.MetricValues;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Role;
import dev.bckd.upgrade.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A report as lines for a terminal.
 *
 * @param report what to say
 */
record ReportText(Report report) {
  private static final List<Role> ROLES = List.of(Role.TEACHER, Role.INCOMING, Role.STUDENT);

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(report.conclusion().decision() + "  " + report.conclusion().reason());
    report
        .delivered()
        .ifPresent(
            earlier ->
                lines.add("  as delivered: " + earlier.decision() + ", " + earlier.reason()));
    lines.add("");
    lines.add(row("suite", "metric", "teacher", "incoming", "student"));
    for (SuiteJudgement suite : report.suites()) {
      suite.metrics().stream()
          .filter(metric -> metric.slice().isEmpty())
          .forEach(metric -> lines.add(values(suite.suite(), metric)));
    }
    lines.add("");
    for (SuiteJudgement suite : report.suites()) {
      suite
          .gates()
          .forEach(
              gate ->
                  lines.add(
                      String.format(
                          Locale.ROOT,
                          "%-14s %s",
                          gate.verdict().label(),
                          Decisions.inWords(suite.suite(), gate))));
    }
    lines.add("");
    return lines;
  }

  private static String values(String suite, MetricValues metric) {
    List<String> cells =
        ROLES.stream()
            .map(metric.values()::get)
            .map(value -> value == null ? "-" : String.format(Locale.ROOT, "%.4f", value))
            .toList();
    return row(suite, metric.metric(), cells.get(0), cells.get(1), cells.get(2));
  }

  private static String row(
      String suite, String metric, String teacher, String incoming, String student) {
    return String.format(
        Locale.ROOT, "%-16s %-22s %9s %9s %9s", suite, metric, teacher, incoming, student);
  }
}
