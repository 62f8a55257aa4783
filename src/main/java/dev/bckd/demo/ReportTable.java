package dev.bckd.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The three models side by side, from an upgrade's report (contract, section 5). */
final class ReportTable {
  private static final List<String> ROLES = List.of("teacher", "incoming", "student");

  /** What the demo's gates are about; the report has more. */
  private static final Set<String> METRICS =
      Set.of("negative-flip-rate", "accuracy", "auc", "ndcg@10", "hit-flip-rate@10");

  private static final Set<String> SHARES =
      Set.of("negative-flip-rate", "accuracy", "hit-flip-rate@10");

  private ReportTable() {}

  /** The lines of the table. A metric without a value for a model shows a dash. */
  static List<String> of(JsonNode report) {
    List<String> roles = ROLES.stream().filter(role -> !report.path(role).isMissingNode()).toList();
    TextTable table = new TextTable(2);
    List<String> head = new ArrayList<>(List.of("suite", "metric"));
    head.addAll(roles);
    table.row(head);
    for (JsonNode suite : report.path("suites")) {
      for (JsonNode metric : suite.path("metrics")) {
        if (metric.path("slice").isNull() && METRICS.contains(metric.path("metric").asText())) {
          table.row(cells(suite.path("suite").asText(), metric, roles));
        }
      }
    }
    return table.lines();
  }

  private static List<String> cells(String suite, JsonNode metric, List<String> roles) {
    String name = metric.path("metric").asText();
    List<String> cells = new ArrayList<>(List.of(suite, name));
    roles.forEach(role -> cells.add(value(name, metric.path(role))));
    return cells;
  }

  private static String value(String metric, JsonNode value) {
    if (!value.isNumber()) {
      return "-";
    }
    return SHARES.contains(metric)
        ? String.format(Locale.ROOT, "%.2f %%", 100 * value.asDouble())
        : String.format(Locale.ROOT, "%.4f", value.asDouble());
  }
}
