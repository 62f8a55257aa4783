package dev.bckd.upgrade.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.upgrade.report.page.HtmlReport;
import org.junit.jupiter.api.Test;

/** Three students: one below the bar, the chosen one, and a weak one that was stopped early. */
class FrontReportTest {
  private static JsonNode front() throws JsonProcessingException {
    return new ObjectMapper().readTree(JsonReport.of(Reports.rejected())).at("/distillation/front");
  }

  @Test
  void theRecordHasEveryQualityWithItsInterval() throws JsonProcessingException {
    JsonNode qualities = front().get(1).get("qualities");

    assertThat(qualities).hasSize(3);
    assertThat(qualities.get(0).toString())
        .isEqualTo(
            "{\"rows\":\"old\",\"metric\":\"accuracy\",\"estimate\":0.72,\"low\":0.715,"
                + "\"high\":0.725,\"method\":\"wilson\"}");
    assertThat(qualities.get(1).get("metric").textValue()).isEqualTo("log-loss");
    assertThat(qualities.get(1).get("low").doubleValue()).isEqualTo(0.545);
    assertThat(front().get(1).get("logLoss").doubleValue()).isEqualTo(0.55);
  }

  @Test
  void theRecordSaysWhoWasStoppedEarly() throws JsonProcessingException {
    assertThat(front())
        .extracting(point -> point.get("stoppedEarly").booleanValue())
        .containsExactly(false, false, true);
    assertThat(front())
        .extracting(point -> point.get("chosen").booleanValue())
        .containsExactly(false, true, false);
  }

  @Test
  void thePageShowsThemAllAndWhatBecameOfThem() {
    String page = HtmlReport.of(Reports.rejected());

    assertThat(page)
        .contains(
            "log loss in nats, old rows",
            "small: stopped early",
            "stopped early; below the bar",
            "class=\"point refused stopped\"",
            "<span>0.7200</span><small>[0.7150, 0.7250]</small>"
                + "<small>bar +0.0200</small><small>[0.0150, 0.0250]</small>",
            "<span>0.5500</span><small>[0.5450, 0.5550]</small>");
    assertThat(page.split("class=\"point refused stopped\"", -1)).hasSize(1 + 1 + 2);
  }

  @Test
  void theCommentHasThemAsATable() {
    assertThat(MarkdownReport.of(Reports.rejected()))
        .contains(
            "### Students looked at, on the rows that decide",
            "| student | place | negative flip rate | old accuracy | old log-loss"
                + " | old calibration error |",
            "| chosen | shop-ranker | 0.5 | 0.0200 [0.0150, 0.0250] | 0.7200 [0.7150, 0.7250]"
                + " | 0.5500 [0.5450, 0.5550] | 0.0200 [0.0150, 0.0250] |\n",
            "| stopped early; below the bar | weak shop-ranker | 0.5 | 0.0400");
  }
}
