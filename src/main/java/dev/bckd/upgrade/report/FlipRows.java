package dev.bckd.upgrade.report;

import static dev.bckd.upgrade.report.Markdown.text;

import dev.bckd.evaluation.FlipTable;
import dev.bckd.evaluation.Flips;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.report.picture.Numbers;
import java.util.List;
import java.util.Optional;

/**
 * Flips on whole suites as a table of {@code report.md}.
 *
 * @param rows its cells
 */
record FlipRows(List<List<String>> rows) {

  /** The rows of a report; empty where there is no teacher to flip from. */
  static Optional<FlipRows> of(Report report) {
    List<List<String>> rows =
        report.suites().stream()
            .flatMap(
                suite ->
                    suite.picture().flips().stream()
                        .filter(flips -> flips.slice().isEmpty())
                        .map(flips -> row(suite, flips)))
            .toList();
    return rows.isEmpty() ? Optional.empty() : Optional.of(new FlipRows(rows));
  }

  private static List<String> row(SuiteJudgement suite, Flips flips) {
    FlipTable table = flips.table();
    return List.of(
        text(suite.suite()),
        flips.model().label(),
        share(table.shares().onlyTeacher(), table.onlyTeacher()),
        share(table.shares().onlyModel(), table.onlyModel()),
        flips.mcNemar().map(Numbers::pValue).orElse("–"));
  }

  private static String share(double share, long count) {
    return Numbers.percent(share) + " (" + Numbers.count(count) + ")";
  }

  void write(Markdown out) {
    out.block("### Flips against the teacher")
        .table(
            List.of("suite", "model", "negative", "positive", "McNemar's p"),
            List.of("---", "---", "---:", "---:", "---:"),
            rows);
  }
}
