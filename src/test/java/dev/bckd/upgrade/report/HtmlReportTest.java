package dev.bckd.upgrade.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.upgrade.report.page.HtmlReport;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final Pattern TAGS = Pattern.compile("<[^>]*>|<style>.*?</style>", Pattern.DOTALL);

  @Test
  void saysTheDecisionAndTheGateThatDecidedBeforeAllElse() {
    String text = text(HtmlReport.of(Reports.rejected()));

    assertThat(text)
        .containsSubsequence(
            "REJECT",
            "old-tasks: negative-flip-rate 0.0749 [0.0699, 0.0799] exceeds 0.035",
            "The gate that decided",
            "at most 0.035; 14,068 samples, wilson",
            "Flips",
            "Metrics",
            "Gates",
            "Distillation",
            "Calibration",
            "Worst flips");
  }

  @Test
  void namesTheClosestCallOfAPromotion() {
    assertThat(text(HtmlReport.of(Reports.promoted())))
        .contains("The closest call: old-tasks: auc 0.7041 [0.7001, 0.7081] keeps 0.7");
  }

  @Test
  void showsEveryVerdictWithItsReason() {
    assertThat(text(HtmlReport.of(Reports.rejected())))
        .contains(
            "✓PASSED",
            "✕FAILED",
            "?INCONCLUSIVE",
            "–NOT APPLICABLE",
            "has no samples",
            "the interval lies on both sides of the limit",
            "the model judged is the incoming model itself",
            "warning only");
  }

  @Test
  void countsFlipsAndShowsTheRowsOfTheWorst() {
    assertThat(text(HtmlReport.of(Reports.rejected())))
        .contains("1.4\u202f%203negative flips", "row 13,622", "label 0")
        .contains("says 1 with 79.3\u202f%", "puts it at place 57");
  }

  @Test
  void saysWhatWasNotedOfTheRows() {
    assertThat(text(HtmlReport.of(Reports.rejected()))).contains("Note: 2 of 10 rows hold ids of ");
  }

  @Test
  void showsTheLossesOfTheTrainingsThatWereNotChosen() {
    assertThat(text(HtmlReport.of(Reports.rejected())))
        .containsSubsequence("losses of the 2 other trainings", "control", "trial", "The front");
  }

  @Test
  void saysWhetherTheModelsAreRightEquallyOften() {
    assertThat(text(HtmlReport.of(Reports.rejected())))
        .contains(
            "McNemar&#39;s exact test: p 0.23",
            "No McNemar test: rows belong together, or count differently.");
  }

  @Test
  void showsTheRowsOnWhichABehaviourIsBroken() {
    assertThat(text(HtmlReport.of(Reports.rejected())))
        .containsSubsequence(
            "Broken behaviours",
            "invariance &#39;",
            "currency = &#39;",
            "row 42",
            "says 1 with 80.1\u202f%",
            "after the change 0 with 62.2\u202f%",
            "row 3",
            "says 0 with 62.2\u202f%");
  }

  @Test
  void saysThatRowsAreLeftOut() {
    String page = text(HtmlReport.of(Reports.withoutRows()));

    assertThat(page)
        .contains("Rows are left out of this report: the policy says showRows: false.")
        .doesNotContain("Broken behaviours", "row 13,622", "label 0");
  }

  @Test
  void needsNothingFromElsewhereAndRunsNothing() {
    assertThat(HtmlReport.of(Reports.rejected()))
        .doesNotContain("<script", "http:", "https:", "@import", "src=", "javascript:")
        .contains("default-src &#39;none&#39;");
  }

  /** Every way out of a text would show as an element or attribute that we do not write. */
  @Test
  void takesNoMarkupFromNames() {
    String harmless = HtmlReport.of(Reports.hostile());

    assertThat(harmless).doesNotContain("<script", "<img", "\u0000", "\u001b", "\u202e");
    assertThat(TAGS.matcher(harmless).results().map(tag -> tag.group()))
        .noneMatch(tag -> tag.contains("onerror=alert") && !tag.contains("aria-label="));
    assertThat(text(harmless)).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
  }

  /** A description of a picture is an attribute: hostile text must stay within its quotes. */
  @Test
  void closesEveryAttribute() {
    String page = HtmlReport.of(Reports.hostile());

    assertThat(
            Pattern.compile(
                    "<!DOCTYPE html>|</[a-zA-Z0-9]+>|<[a-zA-Z0-9]+( [a-zA-Z0-9-]+=\"[^\"<>]*\")*>")
                .matcher(page)
                .replaceAll(""))
        .doesNotContain("<");
  }

  @Test
  void staysSmall() {
    assertThat(HtmlReport.of(Reports.rejected()).length()).isLessThan(200_000);
  }

  @Test
  void describesEveryPicture() {
    String page = HtmlReport.of(Reports.rejected());

    List<String> pictures =
        Pattern.compile("<svg[^>]*>").matcher(page).results().map(svg -> svg.group()).toList();
    assertThat(pictures).hasSizeGreaterThan(30);
    assertThat(pictures)
        .allMatch(
            svg ->
                svg.contains("aria-hidden=\"true\"")
                    || svg.contains("overflow=\"visible\"")
                    || svg.matches(".*role=\"img\" aria-label=\"[^\"]{15,}\".*"));
  }

  private static String text(String page) {
    return TAGS.matcher(page.replaceAll("(?s)<style>.*?</style>", "")).replaceAll("");
  }
}
