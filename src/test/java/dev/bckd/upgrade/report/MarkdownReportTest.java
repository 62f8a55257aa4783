package dev.bckd.upgrade.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownReportTest {
  /** What a comment on GitHub may hold. */
  private static final int COMMENT = 60_000;

  @Test
  void beginsWithTheDecisionAndTheGateThatDecided() {
    assertThat(MarkdownReport.of(Reports.rejected()))
        .startsWith(
            """
            ## ❌ REJECT: shop-ranker

            old-tasks: negative-flip-rate 0.0749 [0.0699, 0.0799] exceeds 0.035

            """);
  }

  @Test
  void namesTheClosestCallOfAPromotion() {
    assertThat(MarkdownReport.of(Reports.promoted()))
        .contains("Closest call: old-tasks: auc 0.7041 [0.7001, 0.7081] keeps 0.7\n");
  }

  @Test
  void showsEveryGateAndTheMetricsOfWholeSuites() {
    String markdown = MarkdownReport.of(Reports.rejected());

    assertThat(markdown)
        .contains(
            "| ❌ FAILED | old-tasks | negative-flip-rate | 0.0749 [0.0699, 0.0799] | at most 0.035"
                + " | 14,068 |\n",
            "| ❌ FAILED (warning) | ",
            "| ❔ INCONCLUSIVE | old-tasks | accuracy | – | at least 0.7 | – |\n",
            "| ➖ NOT\\_APPLICABLE | ",
            "| old-tasks | churn | 0.7160 | 0.7066 | 0.7178 |\n")
        .doesNotContain("tail items | churn");
  }

  @Test
  void countsFlipsWithMcNemarsPValue() {
    assertThat(MarkdownReport.of(Reports.rejected()))
        .contains(
            "| suite | model | negative | positive | McNemar's p |\n",
            "| old-tasks | incoming | 1.4\u202f% (203) | 1.6\u202f% (229) | – |\n",
            "| old-tasks | student | 1.4\u202f% (203) | 1.6\u202f% (229) | 0.23 |\n");
  }

  @Test
  void listsWhatDidNotPassAsFindings() {
    assertThat(MarkdownReport.of(Reports.rejected()))
        .contains(
            "- FAILED (warning): old-tasks: negative-flip-rate",
            "- INCONCLUSIVE: old-tasks: accuracy (has no samples)\n")
        .doesNotContain("- PASSED");
  }

  @Test
  void fitsACommentHoweverMuchThereIsToSay() {
    String markdown = MarkdownReport.of(Reports.large());

    assertThat(markdown.length()).isLessThan(COMMENT);
    assertThat(markdown)
        .contains("## ❌ REJECT")
        .containsPattern("… and \\d+ more, see report.html");
  }

  @Test
  void takesNoMarkupFromNames() {
    String markdown = MarkdownReport.of(Reports.hostile());

    assertThat(markdown)
        .doesNotContain("<script", "<img", "](http", "://", " @octocat", " #1 ", "\u001b", "\u0000")
        .doesNotContain("\n## heading")
        .contains("\\`x\\`", "@\u200boctocat");
    assertThat(markdown.lines().filter(line -> line.startsWith("| ❌")))
        .allMatch(line -> line.replace("\\|", "").chars().filter(c -> c == '|').count() == 7);
  }

  @Test
  void leavesHarmlessNamesAsTheyAre() {
    assertThat(Markdown.text("ndcg@10 of café-users (1 - 2) [0.1, 0.2]: x = 3 + 4"))
        .isEqualTo("ndcg@10 of café-users (1 - 2) [0.1, 0.2]: x = 3 + 4");
  }
}
