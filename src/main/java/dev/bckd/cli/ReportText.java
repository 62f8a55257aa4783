package dev.bckd.cli;

import dev.bckd.gates.Decisions;
import dev.bckd.gates.MetricValues;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Role;
import dev.bckd.upgrade.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report as lines for a terminal.
 *
 * @param report what to say
 */
record ReportText(Report report) {

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(report.conclusion().decision() + "  " + report.conclusion().reason());
    report
        .delivered()
        .ifPresent(
            earlier ->
                lines.add("  as delivered: " + earlier.decision() + ", " + earlier.reason()));
    lines.add("");
    lines.add(row("suite", "metric", roles().map(Role::label)));
    for (SuiteJudgement suite : report.suites()) {
      suite.metrics().stream()
          .filter(metric -> metric.slice().isEmpty())
          .forEach(metric -> lines.add(row(suite.suite(), metric.metric(), cells(metric))));
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

  private Stream<String> cells(MetricValues metric) {
    return roles()
        .map(metric.values()::get)
        .map(value -> value == null ? "-" : String.format(Locale.ROOT, "%.4f", value));
  }

  /** Of the column of metrics: behaviours have long names. */
  private int width() {
    return report.suites().stream()
        .flatMap(suite -> suite.metrics().stream())
        .mapToInt(metric -> metric.metric().length())
        .reduce(28, Math::max);
  }

  /** The models, the one that was judged last. */
  private Stream<Role> roles() {
    return report.models().keySet().stream();
  }

  private String row(String suite, String metric, Stream<String> cells) {
    String padded = metric + " ".repeat(width() - metric.length());
    String head = String.format(Locale.ROOT, "%-16s %s", suite, padded);
    return head + cells.map(" %9s"::formatted).collect(Collectors.joining());
  }
}
