package dev.bckd.upgrade.report;

import static dev.bckd.upgrade.report.Markdown.text;

import dev.bckd.distillation.FrontPoint;
import dev.bckd.stats.Interval;
import dev.bckd.upgrade.report.page.FrontColumn;
import dev.bckd.upgrade.report.picture.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The students that a search looked at as a table of {@code report.md}.
 *
 * @param front at least one
 */
record FrontRows(List<FrontPoint> front) {

  void write(Markdown out) {
    List<FrontColumn> columns = FrontColumn.of(front);
    List<String> head = new ArrayList<>(List.of("", "student", "place", "negative flip rate"));
    columns.forEach(column -> head.add(text(column.name())));
    List<String> align = new ArrayList<>(List.of("---", "---"));
    align.addAll(Collections.nCopies(head.size() - align.size(), "---:"));
    out.block("### Students looked at, on the rows that decide")
        .table(head, align, front.stream().map(point -> row(point, columns)).toList());
  }

  private static List<String> row(FrontPoint point, List<FrontColumn> columns) {
    List<String> row =
        new ArrayList<>(
            List.of(
                FrontColumn.fate(point),
                text(point.recipe()),
                Numbers.limit(point.interpolation()),
                value(point.standing().negativeFlips().interval())));
    columns.forEach(column -> row.add(column.value(point).map(FrontRows::value).orElse("–")));
    return row;
  }

  private static String value(Interval interval) {
    return Numbers.four(interval.estimate()) + " " + Numbers.ends(interval);
  }
}
