package dev.bckd.upgrade.report;

import static dev.bckd.upgrade.report.Markdown.text;

import dev.bckd.evaluation.SliceFinding;
import dev.bckd.gates.Decision;
import dev.bckd.gates.Decisions;
import dev.bckd.gates.GateResult;
import dev.bckd.gates.MetricValues;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Role;
import dev.bckd.policy.Severity;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.report.page.DecidingGate;
import dev.bckd.upgrade.report.page.Figure;
import dev.bckd.upgrade.report.page.FindingSection;
import dev.bckd.upgrade.report.page.GateWords;
import dev.bckd.upgrade.report.picture.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code report.md}: what fits a comment on a pull request. */
final class MarkdownReport {
  private final Report report;
  private final Markdown out = new Markdown();

  private MarkdownReport(Report report) {
    this.report = report;
  }

  static String of(Report report) {
    return new MarkdownReport(report).written();
  }

  private String written() {
    Decision decision = report.conclusion().decision();
    out.block("## %s %s: %s".formatted(sign(decision), decision, text(report.model())));
    out.block(text(report.conclusion().reason()));
    if (decision == Decision.PROMOTE) {
      DecidingGate.of(report).ifPresent(gate -> out.block("Closest call: " + inWords(gate)));
    }
    report
        .delivered()
        .ifPresent(
            earlier ->
                out.block(
                    "As delivered: %s, %s".formatted(earlier.decision(), text(earlier.reason()))));
    findings();
    gates();
    FlipRows.of(report).ifPresent(flips -> flips.write(out));
    metrics();
    report
        .training()
        .filter(training -> !training.front().isEmpty())
        .ifPresent(training -> new FrontRows(training.front()).write(out));
    return out.toString();
  }

  private static String inWords(DecidingGate gate) {
    return text(Decisions.inWords(gate.suite(), gate.result()));
  }

  /** What did not pass and did not decide. */
  private void findings() {
    List<String> findings =
        results().stream()
            .filter(row -> order(row.result()) < 2)
            .map(
                row ->
                    "- %s%s: %s"
                        .formatted(
                            row.result().verdict().label(),
                            row.result().gate().severity() == Severity.WARNING ? " (warning)" : "",
                            inWords(row)))
            .limit(20)
            .toList();
    if (!findings.isEmpty()) {
      out.block("### Findings").block(String.join("\n", findings));
    }
    List<String> slices =
        report.suites().stream()
            .flatMap(suite -> suite.findings().stream().map(f -> "- " + text(slice(suite, f))))
            .limit(20)
            .toList();
    if (!slices.isEmpty()) {
      out.block("### Slices found").block(String.join("\n", slices));
    }
  }

  private static String slice(SuiteJudgement suite, SliceFinding finding) {
    return suite.suite() + ": " + FindingSection.inWords(finding);
  }

  private void gates() {
    List<List<String>> rows = new ArrayList<>();
    for (DecidingGate row : results()) {
      GateResult result = row.result();
      GateWords words = new GateWords(result);
      rows.add(
          List.of(
              verdict(result),
              text(row.suite() + result.slice().map(slice -> ", " + slice).orElse("")),
              text(result.gate().metric()),
              words.estimate().orElse("–") + words.ends().map(ends -> " " + ends).orElse(""),
              text(words.limit()),
              words.measured().map(m -> Numbers.count(m.samples())).orElse("–")));
    }
    if (!rows.isEmpty()) {
      out.block("### Gates")
          .table(
              List.of("verdict", "suite", "metric", "value", "limit", "samples"),
              List.of("---", "---", "---", "---", "---", "---:"),
              rows);
    }
  }

  private void metrics() {
    List<Role> roles = Figure.roles(report.suites());
    List<String> head = new ArrayList<>(List.of("suite", "metric"));
    List<String> align = new ArrayList<>(List.of("---", "---"));
    for (Role role : roles) {
      head.add(role.label());
      align.add("---:");
    }
    List<List<String>> rows = new ArrayList<>();
    for (SuiteJudgement suite : report.suites()) {
      for (MetricValues metric : suite.metrics()) {
        if (metric.slice().isEmpty()) {
          rows.add(row(suite.suite(), metric, roles));
        }
      }
    }
    if (!rows.isEmpty()) {
      out.block("### Metrics").table(head, align, rows);
    }
  }

  private static List<String> row(String suite, MetricValues metric, List<Role> roles) {
    List<String> row = new ArrayList<>(List.of(text(suite), text(metric.metric())));
    roles.forEach(
        role ->
            row.add(
                Figure.of(metric, role).map(figure -> Numbers.four(figure.value())).orElse("–")));
    return row;
  }

  /** Every verdict, those that do not pass first. */
  private List<DecidingGate> results() {
    return report.suites().stream()
        .flatMap(
            suite -> suite.gates().stream().map(result -> new DecidingGate(suite.suite(), result)))
        .sorted(Comparator.comparingInt(row -> order(row.result())))
        .toList();
  }

  private static int order(GateResult result) {
    return result.verdict().fold(passed -> 2, failed -> 0, inconclusive -> 1, none -> 3);
  }

  private static String verdict(GateResult result) {
    String sign = result.verdict().fold(p -> "✅", f -> "❌", i -> "❔", n -> "➖");
    String severity = result.gate().severity() == Severity.WARNING ? " (warning)" : "";
    return sign + " " + text(result.verdict().label()) + severity;
  }

  private static String sign(Decision decision) {
    return switch (decision) {
      case PROMOTE -> "✅";
      case REJECT -> "❌";
      case INCONCLUSIVE -> "❔";
    };
  }
}
