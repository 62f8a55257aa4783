package dev.bckd.upgrade.report.page;

import dev.bckd.evaluation.SliceFinding;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.report.picture.Numbers;
import dev.bckd.upgrade.report.picture.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Slices that nobody asked for and that flip more than the rest. */
public final class FindingSection {
  private FindingSection() {}

  static Optional<Tag> of(Report report) {
    List<SuiteJudgement> suites =
        report.suites().stream().filter(suite -> !suite.findings().isEmpty()).toList();
    if (suites.isEmpty()) {
      return Optional.empty();
    }
    Tag section =
        Blocks.section(
            "Slices found",
            "Found by trying every column and pair of columns, corrected for the search. No gate"
                + " judges them: put the condition into the suite's slices and let new rows judge.");
    for (SuiteJudgement suite : suites) {
      Tag list = Tag.of("ul");
      suite.findings().forEach(finding -> list.add(Tag.of("li").text(inWords(finding))));
      section.add(Tag.of("article").add(Tag.of("h3").text(suite.suite()), list));
    }
    return Optional.of(section);
  }

  /** Such as {@code country = 'FR': 9.1 % of 812 samples flip, 3.0 % of all; adjusted p 0.0004}. */
  public static String inWords(SliceFinding finding) {
    return "%s: %s of %s samples flip, %s of all; adjusted p %s"
        .formatted(
            finding.where(),
            Numbers.percent(finding.rate()),
            Numbers.count(finding.samples()),
            Numbers.percent(finding.wholeRate()),
            String.format(Locale.ROOT, "%.2g", finding.pValue()));
  }
}
