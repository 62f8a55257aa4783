package dev.bckd.upgrade.report.page;

import dev.bckd.upgrade.report.picture.Tag;
import dev.bckd.verdict.Verdict;
import java.util.List;

/** Pieces of the page that several sections use. */
final class Blocks {
  private Blocks() {}

  /** A part of the page with a heading. */
  static Tag section(String heading, String lead) {
    return Tag.of("section").add(Tag.of("h2").text(heading), Tag.of("p", "lead").text(lead));
  }

  /** The head of a table. */
  static Tag head(List<String> names) {
    Tag row = Tag.of("tr").with("role", "row");
    names.forEach(
        name -> row.add(Tag.of("th").with("scope", "col").with("role", "columnheader").text(name)));
    return Tag.of("thead").with("role", "rowgroup").add(row);
  }

  /** A table whose rows become cards where the page is narrow, and stay rows to screen readers. */
  static Tag table(String cssClass) {
    return Tag.of("table", cssClass).with("role", "table");
  }

  /** A body of a table. */
  static Tag body() {
    return Tag.of("tbody").with("role", "rowgroup");
  }

  /** A row of a table. */
  static Tag row(String cssClass) {
    return Tag.of("tr", cssClass).with("role", "row");
  }

  /** A cell that says its column's name where the head of the table is out of sight. */
  static Tag cell(String cssClass, String column) {
    return Tag.of("td", cssClass).with("role", "cell").with("data-column", column);
  }

  /** The cell that names a row. */
  static Tag rowHead(String text) {
    return Tag.of("th").with("scope", "row").with("role", "rowheader").text(text);
  }

  /** A verdict as a word, a colour and a sign. */
  static Tag badge(Verdict verdict) {
    return Tag.of("span", "badge " + kind(verdict))
        .add(sign(kind(verdict)))
        .text(verdict.label().replace('_', ' '));
  }

  static String kind(Verdict verdict) {
    return verdict.fold(p -> "passed", f -> "failed", i -> "inconclusive", n -> "none");
  }

  /** What stands before a word, for the eye only. */
  static Tag sign(String kind) {
    String sign =
        switch (kind) {
          case "passed" -> "✓";
          case "failed" -> "✕";
          case "inconclusive" -> "?";
          default -> "–";
        };
    return Tag.of("span", "sign").with("aria-hidden", "true").text(sign);
  }
}
